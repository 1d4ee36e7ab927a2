using System.Globalization;

namespace Neo.Tables;

/// <summary>Numbers as they stand in tables: shortest text that gives the same number back.</summary>
internal static class Cells
{
    public static string Of(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    public static string Of(double? value) => value is { } number ? Of(number) : "";

    public static string Of(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>An empty cell is no number, which is fine; anything else must be one.</summary>
    public static bool TryOptional(string text, out double? value)
    {
        value = null;
        if (text.Length == 0)
            return true;
        var isNumber = TryNumber(text, out var number);
        value = isNumber ? number : null;
        return isNumber;
    }
}
