using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Hub;

/// <summary>The hours of a day, in UTC, in which a route sends: from one inclusive to the other exclusive, past midnight if need be.</summary>
internal sealed partial record SendingWindow(TimeOnly From, TimeOnly Until)
{
    /// <summary>Reads <c>20:00-06:00 UTC</c>; null for anything else.</summary>
    public static SendingWindow? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var (from, until) = (At(match.Groups[1].Value), At(match.Groups[2].Value));
        return from == until ? null : new(from, until);
    }

    public bool IsOpen(DateTimeOffset now) => TimeOnly.FromDateTime(now.UtcDateTime).IsBetween(From, Until);

    private static TimeOnly At(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9]) UTC\z")]
    private static partial Regex Pattern();
}
