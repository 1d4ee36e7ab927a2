using System.Globalization;

namespace Gantry.Actions;

/// <summary>Round numbers along an axis.</summary>
internal static class NumberTicks
{
    public static IReadOnlyList<(double Value, string Text)> Between(double low, double high, int about)
    {
        var step = RoundStep((high - low) / about);
        var ticks = new List<(double, string)>();
        // Counted rather than added up, so that rounding does not grow; a step too small for the numbers ends at once.
        var first = Math.Ceiling(low / step);
        for (var i = 0; i <= (2 * about) + 2; i++)
        {
            var value = (first + i) * step;
            if (value > high + (step * 1e-9) || (i > 0 && value + step == value))
                break;
            ticks.Add((value, Show(Math.Abs(value) < step * 1e-9 ? 0 : value, step)));
        }
        return ticks;
    }

    public static IReadOnlyList<(double Value, string Text)> Decades(double low, double high, int about)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        if (last - first <= 1 && high / low < 5)
            return Between(low, high, about);
        var every = Math.Max(1, (last - first) / Math.Max(1, about));
        double[] within = last - first <= 3 ? [1, 2, 5] : [1];
        return [.. Enumerable.Range(first, last - first + 1).Where(e => (e - first) % every == 0).SelectMany(e => within.Select(m => m * Math.Pow(10, e)))
            .Where(v => v >= low * (1 - 1e-12) && v <= high * (1 + 1e-12)).Select(v => (v, v.ToString(v is >= 1e-3 and < 1e5 ? "0.######" : "0.#e+0", CultureInfo.InvariantCulture)))];
    }

    private static double RoundStep(double step)
    {
        if (!(step > 0) || !double.IsFinite(step))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }

    private static string Show(double value, double step)
    {
        if (value != 0 && (Math.Abs(value) >= 1e6 || Math.Abs(value) < 1e-4))
            return value.ToString("0.######e+0", CultureInfo.InvariantCulture);
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        return value.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace(",", "\u202f", StringComparison.Ordinal);
    }
}
