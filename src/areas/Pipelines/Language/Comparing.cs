using System.Globalization;

namespace Gantry.Pipelines;

/// <summary>Numbers are compared as numbers, everything else letter by letter; what has no value equals nothing and is before nothing.</summary>
internal static class Comparing
{
    public static bool Holds(string? left, string sign, string? right)
    {
        if (left is null || right is null)
            return sign == "!=" && (left is null) != (right is null);
        var order = Number(left) is { } a && Number(right) is { } b ? a.CompareTo(b) : string.CompareOrdinal(left, right);
        return sign switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
