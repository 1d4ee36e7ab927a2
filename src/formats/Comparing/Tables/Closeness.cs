using System.Globalization;

namespace Gantry.Comparing;

/// <summary>How far apart two cells are.</summary>
internal readonly record struct Closeness(bool IsClose, double? Absolute = null, double? Relative = null)
{
    public static Closeness Of(Cell left, Cell right, Tolerance tolerance)
    {
        if (IsNothing(left) || IsNothing(right))
            return new(IsNothing(left) && IsNothing(right));
        // Of CSV a value may be anything; in JSON a text and a number are two things.
        if (left.Kind != right.Kind && left.Kind != CellKind.Plain && right.Kind != CellKind.Plain)
            return new(false);
        if (left.Text == right.Text)
            return new(true);
        if (Number(left) is { } a && Number(right) is { } b)
            return Numbers(left.Text!, a, right.Text!, b, tolerance);
        if (tolerance != default && Instant(left.Text!) is { } from && Instant(right.Text!) is { } to)
            return Apart(Math.Abs((to - from).TotalSeconds), 0, tolerance with { Relative = 0 }, null);
        return new(false);
    }

    private static bool IsNothing(Cell cell) => cell.Kind is CellKind.Missing or CellKind.Null || (cell.Kind == CellKind.Plain && cell.IsEmpty);

    private static Closeness Numbers(string left, double a, string right, double b, Tolerance tolerance)
    {
        if (double.IsNaN(a) || double.IsNaN(b))
            return new(double.IsNaN(a) && double.IsNaN(b));
        if (double.IsInfinity(a) || double.IsInfinity(b))
            return new(a.Equals(b));
        // Whole numbers beyond 2^53 are the same double and not the same number.
        if (a.Equals(b) && tolerance == default
            && decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && x != y
            && Math.Abs(a) >= 1L << 53)
            return new(false, (double)Math.Abs(x - y), 0);
        var larger = Math.Max(Math.Abs(a), Math.Abs(b));
        var apart = Math.Abs(a - b);
        return Apart(apart, larger, tolerance, larger > 0 ? apart / larger : null);
    }

    private static Closeness Apart(double apart, double larger, Tolerance tolerance, double? relative) =>
        new(apart <= tolerance.Absolute || apart <= tolerance.Relative * larger, apart, relative);

    private static double? Number(Cell cell) =>
        double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Instant(string text) =>
        text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
