namespace Gantry.Postgres;

/// <summary>
/// How long an interruption is sat out before the caller is told: long enough for a restart or a fail-over, too short for
/// requests to pile up.
/// </summary>
internal sealed class Patience(TimeProvider clock)
{
    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    // Deadlocks and single broken connections are over as soon as they are noticed.
    private const int AtOnce = 3;

    private readonly long _since = clock.GetTimestamp();
    private int _waits;

    /// <summary>Waits a little longer than the last time; false when the budget is used up.</summary>
    public async Task<bool> TryWaitAsync(CancellationToken ct)
    {
        if (clock.GetElapsedTime(_since) >= _budget)
            return false;
        if (++_waits <= AtOnce)
            return true;
        var pause = TimeSpan.FromMilliseconds(25 * Math.Pow(2, Math.Min(_waits - AtOnce, 10)));
        pause = pause < _longest ? pause : _longest;
        // Spread, so that units that collided do not collide again.
        await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock, ct);
        return true;
    }
}
