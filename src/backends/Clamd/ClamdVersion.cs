using System.Globalization;

namespace Gantry.Clamd;

/// <summary>The answer to VERSION: <c>ClamAV 1.0.7/27105/Mon Nov 20 08:33:10 2023</c>; without signatures of its own only the first part.</summary>
internal sealed record ClamdVersion(string Program, DateTimeOffset? SignaturesFrom)
{
    public static ClamdVersion Read(string answer)
    {
        var parts = answer.Split('/', 3, StringSplitOptions.TrimEntries);
        return new(parts[0].Length is > 0 and <= 100 ? parts[0] : "ClamAV", parts.Length == 3 ? Date(parts[2]) : null);
    }

    // As C writes it: the day is filled up with a blank. The zone is clamd's own, which is not told; UTC is near enough for
    // the age of signatures.
    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(
            text, "ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture,
            DateTimeStyles.AllowInnerWhite | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
