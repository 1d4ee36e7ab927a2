namespace Gantry.Telemetry;

/// <summary>How much came in the last seconds.</summary>
internal sealed class RateWindow
{
    public const int Seconds = 5;

    private readonly (long Second, long Count, long Bytes)[] _slots = new (long, long, long)[Seconds];

    public void Add(DateTimeOffset now, long count, long bytes)
    {
        var second = now.ToUnixTimeSeconds();
        ref var slot = ref _slots[second % Seconds];
        if (slot.Second != second)
            slot = (second, 0, 0);
        (slot.Count, slot.Bytes) = (slot.Count + count, slot.Bytes + bytes);
    }

    /// <summary>For each second, over this one and those before it.</summary>
    public (double Count, double Bytes) At(DateTimeOffset now)
    {
        var (second, count, bytes) = (now.ToUnixTimeSeconds(), 0L, 0L);
        foreach (var slot in _slots)
        {
            if (slot.Second > second - Seconds && slot.Second <= second)
                (count, bytes) = (count + slot.Count, bytes + slot.Bytes);
        }
        return ((double)count / Seconds, (double)bytes / Seconds);
    }
}
