namespace Gantry;

/// <summary>How long a silent holder is believed, and how often a living one speaks.</summary>
public sealed record LeaseOptions
{
    /// <summary>A holder that has not spoken for this long has lost its duty.</summary>
    public TimeSpan SilenceAllowed { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often holders speak and others look.</summary>
    public TimeSpan Beat => SilenceAllowed / 4;
}

/// <summary>A duty in this node's hands; the token grows with every change of hands, so late writes can be fenced.</summary>
public sealed record LeaseGrip(string Name, string Holder, long Token);

/// <summary>
/// Duties that only one node may hold. No node's clock is compared with another's: a holder counts up a beat, and
/// whoever has watched the same beat for the whole silence allowed, on its own clock, may take over.
/// </summary>
public sealed class Leases(IDatabase database, TimeProvider clock, LeaseOptions options)
{
    /// <summary>
    /// Does the duty whenever this node holds it, until cancelled. The duty's token is cancelled as soon as the lease
    /// cannot be kept; the lease is given up when the duty ends, so another node has it at once.
    /// </summary>
    public async Task HoldAsync(string name, string holder, Func<LeaseGrip, CancellationToken, Task> duty, CancellationToken ct)
    {
        var watch = new LeaseWatch(options.SilenceAllowed, clock);
        while (!ct.IsCancellationRequested)
        {
            if (await LookAsync(name, holder, watch, ct) is { } grip)
                await DoAsync(grip, duty, ct);
            await Task.Delay(options.Beat, clock, ct);
        }
    }

    /// <summary>Takes the lease when it is free or its holder has been silent for long enough; else notes what it saw.</summary>
    public Task<LeaseGrip?> TryTakeAsync(string name, string holder, LeaseWatch watch, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await work.ExecuteAsync($"insert into core_lease values ({name}, null, 0, 0) on conflict (name) do nothing", ct);
            var seen = await work.FirstAsync(
                $"select holder, token, beat from core_lease where name = {name}",
                row => (Holder: row.TextOrNull(0), Token: row.Number(1), Beat: row.Number(2)), ct);
            if (seen.Holder is not null && !watch.IsSilent(seen.Token, seen.Beat))
                return null;
            var taken = await work.ExecuteAsync(
                $"""
                 update core_lease set holder = {holder}, token = token + 1, beat = beat + 1
                 where name = {name} and token = {seen.Token} and beat = {seen.Beat}
                 """, ct);
            return taken == 1 ? new LeaseGrip(name, holder, seen.Token + 1) : null;
        }, ct);

    /// <summary>Speaks for the lease; false when it has changed hands.</summary>
    public Task<bool> BeatAsync(LeaseGrip grip, CancellationToken ct) =>
        database.WriteAsync(async work => await work.ExecuteAsync(
            $"update core_lease set beat = beat + 1 where name = {grip.Name} and token = {grip.Token} and holder = {grip.Holder}", ct) == 1, ct);

    /// <summary>Gives the lease up.</summary>
    public Task ReleaseAsync(LeaseGrip grip, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"update core_lease set holder = null where name = {grip.Name} and token = {grip.Token} and holder = {grip.Holder}", ct), ct);

    private async Task<LeaseGrip?> LookAsync(string name, string holder, LeaseWatch watch, CancellationToken ct)
    {
        try
        {
            return await TryTakeAsync(name, holder, watch, ct);
        }
        catch (StateUnavailableException)
        {
            // A database that is away for a while must not end the watch for good.
            return null;
        }
    }

    private async Task DoAsync(LeaseGrip grip, Func<LeaseGrip, CancellationToken, Task> duty, CancellationToken ct)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = KeepAsync(grip, held);
        try
        {
            await duty(grip, held.Token);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // Lost or stopping; the loop above looks again.
        }
        finally
        {
            await held.CancelAsync();
            await beating;
            try
            {
                await ReleaseAsync(grip, CancellationToken.None);
            }
            catch (StateUnavailableException)
            {
                // The others will see the silence.
            }
        }
    }

    private async Task KeepAsync(LeaseGrip grip, CancellationTokenSource held)
    {
        // The holder stops a whole beat before the others may take over.
        var patience = options.SilenceAllowed - options.Beat;
        var spokeAt = clock.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(options.Beat, clock, held.Token);
                try
                {
                    var left = patience - clock.GetElapsedTime(spokeAt);
                    using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
                    using var inTime = CancellationTokenSource.CreateLinkedTokenSource(held.Token, late.Token);
                    var speaking = clock.GetTimestamp();
                    if (!await BeatAsync(grip, inTime.Token))
                        break;
                    spokeAt = speaking;
                }
                catch (Exception e) when (e is StateUnavailableException or OperationCanceledException && !held.IsCancellationRequested)
                {
                    if (clock.GetElapsedTime(spokeAt) >= patience)
                        break;
                }
            }
            await held.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The duty ended first.
        }
    }
}

/// <summary>What one node has seen of a lease, by its own clock.</summary>
public sealed class LeaseWatch(TimeSpan silenceAllowed, TimeProvider clock)
{
    private (long Token, long Beat)? _seen;
    private long _since;

    /// <summary>Whether the holder has said nothing new for the whole silence allowed.</summary>
    public bool IsSilent(long token, long beat)
    {
        if (_seen == (token, beat))
            return clock.GetElapsedTime(_since) >= silenceAllowed;
        _seen = (token, beat);
        _since = clock.GetTimestamp();
        return false;
    }
}

/// <summary>This process among those that share a database; new at every start, so a claim of an earlier life is never mistaken for one's own.</summary>
public sealed record Node(string Name);
