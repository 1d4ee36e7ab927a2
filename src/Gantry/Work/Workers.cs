namespace Gantry;

/// <summary>What befell an order while it was worked on, for the log of whoever works.</summary>
/// <param name="Later">The database is away; the work goes on when it is back.</param>
/// <param name="TakenOver">Another node has the order: what was done here does not count, or comes to the same.</param>
/// <param name="Failed">The work broke; the order is tried again.</param>
public sealed record WorkTroubles(Action<Exception> Later, Action<WorkClaim> TakenOver, Action<WorkClaim, Exception> Failed);

/// <summary>What became of an order that was worked on.</summary>
/// <param name="Wait">How long it must wait, when it was not finished: it is given back until then.</param>
/// <param name="Next">The order that was taken by the unit that finished it (<see cref="WorkQueue.TakeNextAsync"/>); the same place works on that now.</param>
public readonly record struct WorkEnd(TimeSpan? Wait, WorkClaim? Next);

/// <summary>
/// Takes orders of a queue as places become free and works on them side by side. A claim is kept while its order is worked
/// on, handed back when the node stops, and given to others when the work broke or its claim was lost.
/// </summary>
public sealed class Workers(WorkQueue queue, string name, string holder, int places, TimeProvider clock)
{
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>How long a worker may be silent before others take its order.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long is waited for a wake before the queue is looked at all the same.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether orders are taken now; what is being worked on goes on.</summary>
    public Func<bool> MayTake { get; init; } = () => true;

    /// <summary>When an order whose work broke is tried again.</summary>
    public Func<WorkClaim, TimeSpan> Backoff { get; init; } = claim => TimeSpan.FromSeconds(5 * Math.Min(claim.Attempt, 60));

    /// <summary>Works until cancelled; when it returns, nothing is being worked on any more.</summary>
    /// <param name="work">Does an order and finishes it; or says how long it must wait, and it is given back until then.</param>
    /// <param name="troubles">Hears what went wrong.</param>
    /// <param name="ct">Ends it.</param>
    public Task WorkAsync(Func<WorkClaim, CancellationToken, Task<TimeSpan?>> work, WorkTroubles troubles, CancellationToken ct) =>
        WorkAsync(async (claim, held) => new WorkEnd(await work(claim, held), null), troubles, ct);

    /// <summary>Works until cancelled, where the end of an order may be the beginning of the next.</summary>
    public async Task WorkAsync(Func<WorkClaim, CancellationToken, Task<WorkEnd>> work, WorkTroubles troubles, CancellationToken ct)
    {
        var working = new List<Task>();
        try
        {
            while (true)
            {
                working.RemoveAll(task => task.IsCompleted);
                if (working.Count >= places)
                {
                    await Task.WhenAny(working).WaitAsync(ct);
                    continue;
                }
                if (!MayTake())
                {
                    await Task.Delay(_pauseAfterTrouble, clock, ct);
                    continue;
                }
                try
                {
                    var claims = await queue.ClaimOrWaitAsync(name, holder, places - working.Count, Visibility, Patience, ct);
                    if (!MayTake())
                        await Task.WhenAll(claims.Select(claim => queue.HandBackAsync(claim, ct)));
                    else
                        working.AddRange(claims.Select(claim => Task.Run(() => DoAllAsync(claim, work, troubles, ct), CancellationToken.None)));
                }
                catch (StateUnavailableException e)
                {
                    troubles.Later(e);
                    await Task.Delay(_pauseAfterTrouble, clock, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
        finally
        {
            await Task.WhenAll(working);
        }
    }

    private async Task DoAllAsync(WorkClaim claim, Func<WorkClaim, CancellationToken, Task<WorkEnd>> work, WorkTroubles troubles, CancellationToken ct)
    {
        WorkClaim? next = claim;
        while (next is not null)
            next = await DoAsync(next, work, troubles, ct);
    }

    /// <summary>Does an order; says which one is in this place's hands now.</summary>
    private async Task<WorkClaim?> DoAsync(WorkClaim claim, Func<WorkClaim, CancellationToken, Task<WorkEnd>> work, WorkTroubles troubles, CancellationToken ct)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = KeepAsync(claim, held);
        try
        {
            var (failure, next) = await TryAsync(claim, work, troubles, held, ct);
            if (failure is var (reason, wait))
                await queue.FailAsync(claim, reason, wait, CancellationToken.None);
            else if (next is not null && !ct.IsCancellationRequested && MayTake())
                return next;
            else if (next is not null || ct.IsCancellationRequested)
                await queue.HandBackAsync(next ?? claim, CancellationToken.None);
            return null;
        }
        catch (StateUnavailableException e)
        {
            // The claim runs out, and somebody tries again.
            troubles.Later(e);
            return null;
        }
        finally
        {
            await held.CancelAsync();
            await keeping;
        }
    }

    private async Task<((string Reason, TimeSpan Wait)? Failure, WorkClaim? Next)> TryAsync(
        WorkClaim claim, Func<WorkClaim, CancellationToken, Task<WorkEnd>> work, WorkTroubles troubles, CancellationTokenSource held, CancellationToken ct)
    {
        try
        {
            var end = await work(claim, held.Token);
            return (end.Wait is { } wait ? ("it waits", wait) : null, end.Next);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return default;
        }
        catch (Exception e) when (e is FencedException || (e is OperationCanceledException && held.IsCancellationRequested))
        {
            troubles.TakenOver(claim);
            return default;
        }
        catch (Exception e) when (e is not StateUnavailableException)
        {
            troubles.Failed(claim, e);
            return ((e.Message, Backoff(claim)), null);
        }
    }

    private async Task KeepAsync(WorkClaim claim, CancellationTokenSource held)
    {
        try
        {
            do
                await Task.Delay(Visibility / 4, clock, held.Token);
            while (await queue.RenewAsync(claim, Visibility, held.Token));
            await held.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or StateUnavailableException)
        {
            // Done, or the database is away: finishing will tell whether the claim still holds.
        }
    }
}
