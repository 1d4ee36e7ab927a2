namespace Gantry.Pipelines;

/// <summary>Takes orders of a queue as places become free, and works on them side by side until it is told to stop.</summary>
internal sealed class Slots(WorkQueue queue, string name, string holder, int places, TimeSpan visibility, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>Works until cancelled; when it returns, nothing is being worked on any more.</summary>
    public async Task WorkAsync(Func<WorkClaim, CancellationToken, Task> work, Action<Exception> trouble, CancellationToken ct)
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
                try
                {
                    var claims = await queue.ClaimOrWaitAsync(name, holder, places - working.Count, visibility, _patience, ct);
                    working.AddRange(claims.Select(claim => Task.Run(() => DoAsync(claim, work, trouble, ct), CancellationToken.None)));
                }
                catch (StateUnavailableException e)
                {
                    trouble(e);
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

    // An order whose work broke is left as it is: its claim runs out, and somebody tries it again.
    private static async Task DoAsync(WorkClaim claim, Func<WorkClaim, CancellationToken, Task> work, Action<Exception> trouble, CancellationToken ct)
    {
        try
        {
            await work(claim, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops; the claim runs out.
        }
        catch (Exception e)
        {
            trouble(e);
        }
    }
}
