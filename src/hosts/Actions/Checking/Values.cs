using System.Globalization;
using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>Cells as values of a kind, which can be put in order.</summary>
internal static class Values
{
    /// <summary>A value as a number to compare with: itself, or of a time its seconds since 1970.</summary>
    public static bool TryRead(Cell cell, ValueKind kind, out double value)
    {
        value = 0;
        var text = cell.Text!;
        return kind switch
        {
            ValueKind.Text => cell.Kind is CellKind.Plain or CellKind.Text,
            ValueKind.Flag => cell.Kind == CellKind.Flag || (cell.Kind == CellKind.Plain && text is "true" or "false"),
            ValueKind.Time => cell.Kind is CellKind.Plain or CellKind.Text && TryTime(text, out value),
            ValueKind.Whole => IsNumber(cell) && TryNumber(text, out value) && Math.Floor(value).Equals(value),
            _ => IsNumber(cell) && TryNumber(text, out value),
        };
    }

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>A time as ISO 8601 writes it; without a zone it is UTC.</summary>
    public static bool TryTime(string text, out double seconds)
    {
        seconds = 0;
        if (text.Length < 10 || text[4] != '-'
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return false;
        seconds = (time - DateTimeOffset.UnixEpoch).TotalSeconds;
        return true;
    }

    public static bool TryBound(string text, ValueKind kind, out double value) => kind == ValueKind.Time ? TryTime(text, out value) : TryNumber(text, out value);

    private static bool IsNumber(Cell cell) => cell.Kind is CellKind.Plain or CellKind.Number;
}
