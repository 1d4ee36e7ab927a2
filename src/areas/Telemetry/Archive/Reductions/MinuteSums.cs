using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Gathers the values of a leaf into minutes, in whatever order their times come.</summary>
internal sealed class MinuteSums
{
    private readonly SortedDictionary<long, Reduction> _minutes = [];
    private Reduction _open;
    private long _begin = long.MaxValue;
    private long _end = long.MinValue;

    /// <summary>Numbers that are within their limits, one for each time.</summary>
    public void Add(ReadOnlySpan<long> times, ReadOnlySpan<long> bits, ValueKind kind)
    {
        for (var row = 0; row < times.Length;)
        {
            var ticks = Ticks(times[row]);
            if (ticks < _begin || ticks >= _end)
                Open(ticks);
            // In a variable of its own as long as the minute lasts, which is much faster.
            var open = _open;
            do
            {
                open.Add(ticks, kind == ValueKind.Real ? BitConverter.Int64BitsToDouble(bits[row]) : kind == ValueKind.Signed ? bits[row] : (ulong)bits[row], ConcernLevel.Normal);
            }
            while (++row < times.Length && Ticks(times[row]) is var next && (ticks = next) >= _begin && ticks < _end);
            _open = open;
        }
    }

    public void Add(long nanoseconds, LeafValues values, int row)
    {
        var isNumber = values.TryNumber(row, isRaw: false, out var number);
        if (!isNumber && !values.IsThere(row))
            return;
        var ticks = Ticks(nanoseconds);
        if (ticks < _begin || ticks >= _end)
            Open(ticks);
        _open.Add(ticks, isNumber ? number : double.NaN, values.Level(row));
    }

    public SortedDictionary<long, Reduction> End()
    {
        if (!_open.IsEmpty)
            _minutes[_begin] = _open;
        return _minutes;
    }

    private static long Ticks(long nanoseconds) => DateTimeOffset.UnixEpoch.Ticks + nanoseconds / 100;

    private void Open(long ticks)
    {
        End();
        _begin = ReductionSteps.Floor(ticks, ReductionSteps.Minute);
        _end = _begin + ReductionSteps.Minute * TimeSpan.TicksPerSecond;
        _open = _minutes.GetValueOrDefault(_begin);
    }
}
