namespace Gantry.Actions;

/// <summary>A direction of a plot: what part of the numbers it shows, and where each of them is.</summary>
internal sealed record Axis(double Low, double High, bool IsLog, bool IsTime, double From, double To)
{
    /// <summary>An axis for values from low to high, drawn from one place to another.</summary>
    public static Axis Of(double low, double high, bool isLog, bool isTime, double from, double to)
    {
        if (isLog)
        {
            // One value alone has a decade around it.
            if (low.Equals(high))
                (low, high) = (low / 3, high * 3);
            return new(low, high, true, false, from, to);
        }
        if (low.Equals(high))
        {
            var around = isTime ? 1 : low.Equals(0) ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - around, high + around);
        }
        return new(low, high, false, isTime, from, to);
    }

    public double Place(double value)
    {
        var share = IsLog ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return From + (share * (To - From));
    }

    public bool Shows(double value) => double.IsFinite(value) && (!IsLog || value > 0);

    /// <summary>The values at which there is a line, and what is written there.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks(int about) =>
        IsTime ? TimeTicks.Between(Low, High, about) : IsLog ? NumberTicks.Decades(Low, High, about) : NumberTicks.Between(Low, High, about);
}
