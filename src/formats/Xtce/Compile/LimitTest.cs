using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Xtce;

/// <summary>
/// Ranges of an alarm over whole columns. Most values are well inside of all of them, so first many are asked at once
/// whether they are; only those that are not are looked at one by one.
/// </summary>
internal sealed class LimitTest
{
    private readonly LevelRange[] _ranges;
    private readonly double _above;
    private readonly double _below;

    private LimitTest(LevelRange[] ranges)
    {
        // The worst first, so that the first that is violated is the level.
        _ranges = [.. ranges.Where(r => r.Level > ConcernLevel.Normal).OrderByDescending(r => r.Level)];
        // Strictly between these two nothing is violated; with a range that alarms inside of it nothing is that simple.
        var isSimple = !_ranges.Any(r => r.IsInside) && _ranges.Length > 0;
        _above = isSimple ? _ranges.Max(r => Math.Max(r.Range.MinInclusive ?? double.NegativeInfinity, r.Range.MinExclusive ?? double.NegativeInfinity)) : double.PositiveInfinity;
        _below = isSimple ? _ranges.Min(r => Math.Min(r.Range.MaxInclusive ?? double.PositiveInfinity, r.Range.MaxExclusive ?? double.PositiveInfinity)) : double.NegativeInfinity;
    }

    public static LimitTest? Of(Alarm alarm) =>
        alarm.IsDisabled ? new([]) : alarm.Ranges?.TimeUnits is null ? new([.. alarm.Ranges?.Levels ?? [], .. alarm.MultiRanges]) : null;

    public void Run(ReadOnlySpan<double> values, Span<byte> levels)
    {
        levels.Clear();
        if (_ranges.Length == 0)
            return;
        var at = 0;
        ref var first = ref MemoryMarshal.GetReference(values);
        var above = Vector256.Create(_above);
        var below = Vector256.Create(_below);
        for (; at + 8 <= values.Length; at += 8)
        {
            var a = Vector256.LoadUnsafe(ref first, (nuint)at);
            var b = Vector256.LoadUnsafe(ref first, (nuint)at + 4);
            var isWell = Vector256.GreaterThan(a, above) & Vector256.LessThan(a, below) & Vector256.GreaterThan(b, above) & Vector256.LessThan(b, below);
            if (isWell.AsInt64() == Vector256<long>.AllBitsSet)
                continue;
            for (var i = at; i < at + 8; i++)
                levels[i] = Level(values[i]);
        }
        for (; at < values.Length; at++)
            levels[at] = Level(values[at]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public byte Level(double value)
    {
        foreach (var range in _ranges)
        {
            if (range.IsViolatedBy(value))
                return (byte)range.Level;
        }
        return 0;
    }
}
