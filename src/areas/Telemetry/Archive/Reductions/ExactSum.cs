using System.Runtime.CompilerServices;

namespace Gantry.Telemetry;

/// <summary>
/// A sum of twice the digits of a double. Whether numbers are added one by one, or sums of some of them, what it rounds to is the
/// same, so that a plot from reductions shows what one from samples does.
/// </summary>
internal readonly record struct ExactSum(double High, double Low)
{
    /// <summary>The part of a sum that each number added may be wrong by.</summary>
    public const double Error = 1.0 / (1L << 52) / (1L << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ExactSum Add(double number)
    {
        var sum = High + number;
        var part = sum - High;
        return Normal(sum, Low + (High - (sum - part) + (number - part)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ExactSum Add(ExactSum other) => Add(other.High) is var sum ? Normal(sum.High, sum.Low + other.Low) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ExactSum AddSquare(double number)
    {
        var square = number * number;
        return Add(new ExactSum(square, Math.FusedMultiplyAdd(number, number, -square)));
    }

    public ExactSum Square()
    {
        var square = High * High;
        return Normal(square, Math.FusedMultiplyAdd(High, High, -square) + 2 * High * Low);
    }

    public ExactSum Over(double divisor)
    {
        var quotient = High / divisor;
        return Normal(quotient, (Math.FusedMultiplyAdd(-quotient, divisor, High) + Low) / divisor);
    }

    public double Minus(ExactSum other) => High - other.High + (Low - other.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ExactSum Normal(double high, double low)
    {
        var sum = high + low;
        return new(sum, low - (sum - high));
    }
}
