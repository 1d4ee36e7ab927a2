namespace Gantry.Telemetry;

/// <summary>Gathers the values of a leaf into minutes, in whatever order their times come.</summary>
internal sealed class MinuteSums
{
    private readonly SortedDictionary<long, Reduction> _minutes = [];
    private Reduction _open;
    private long _begin = long.MaxValue;
    private long _end = long.MinValue;

    public void Add(long nanoseconds, LeafValues values, int row)
    {
        var isNumber = values.TryNumber(row, isRaw: false, out var number);
        if (!isNumber && !values.IsThere(row))
            return;
        var ticks = DateTimeOffset.UnixEpoch.Ticks + nanoseconds / 100;
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

    private void Open(long ticks)
    {
        End();
        _begin = ReductionSteps.Floor(ticks, ReductionSteps.Minute);
        _end = _begin + ReductionSteps.Minute * TimeSpan.TicksPerSecond;
        _open = _minutes.GetValueOrDefault(_begin);
    }
}
