namespace Gantry;

/// <summary>Lets bytes pass at a rate, for all transfers of one place together. May be used from any thread.</summary>
public sealed class Throttle(long bytesPerSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _freeAt = clock.GetTimestamp();

    /// <summary>The most to move at once, so that the rate is smooth.</summary>
    public int Piece { get; } = (int)Math.Clamp(bytesPerSecond / 8, 1, 1 << 16);

    /// <summary>Waits until the bytes before these have had their time.</summary>
    public Task PassAsync(int bytes, CancellationToken ct)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var start = Math.Max(now, _freeAt);
            _freeAt = start + (long)(bytes * (double)clock.TimestampFrequency / bytesPerSecond);
            wait = clock.GetElapsedTime(now, _freeAt);
        }
        return Task.Delay(wait, clock, ct);
    }
}
