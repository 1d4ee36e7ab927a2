using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>
/// Publishes what waits in one go. Each publication holds the head of the journal until it is safe on disk, so a hundred
/// in one unit of work cost little more than one, and a hundred units would wait for one another.
/// </summary>
/// <param name="publishAsync">Publishes a group, no two of one key, in one unit of work.</param>
internal sealed class PublishingLine(Func<IReadOnlyList<Offer>, Task<IReadOnlyList<Result<Published>>>> publishAsync)
{
    private const int LargestGroup = 64;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _isMoving;

    public Task<Result<Published>> PublishAsync(Offer offer, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var waiting = new Waiting(offer);
        _waiting.Enqueue(waiting);
        // Whoever comes while nobody publishes does so, for all who come meanwhile.
        if (Interlocked.CompareExchange(ref _isMoving, 1, 0) == 0)
            _ = Task.Run(MoveAsync, CancellationToken.None);
        return waiting.Done.Task;
    }

    private async Task MoveAsync()
    {
        do
        {
            var held = new List<Waiting>();
            while (Next(held) is { Count: > 0 } group)
                await PublishAsync(group);
            Volatile.Write(ref _isMoving, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _isMoving, 1, 0) == 0);
    }

    // Those whose name another of the group has are held back for the next one, before all who come later.
    private List<Waiting> Next(List<Waiting> held)
    {
        var (group, keys) = (new List<Waiting>(), new HashSet<(string, string, string)>());
        var again = held.ToList();
        held.Clear();
        foreach (var waiting in again)
            (keys.Add(waiting.Offer.Key) ? group : held).Add(waiting);
        while (group.Count < LargestGroup && _waiting.TryDequeue(out var waiting))
            (keys.Add(waiting.Offer.Key) ? group : held).Add(waiting);
        return group;
    }

    private async Task PublishAsync(List<Waiting> group)
    {
        try
        {
            var published = await publishAsync([.. group.Select(w => w.Offer)]);
            for (var i = 0; i < group.Count; i++)
                group[i].Done.TrySetResult(published[i]);
        }
        catch (Exception e) when (e is StateUnavailableException || group.Count == 1)
        {
            foreach (var waiting in group)
                waiting.Done.TrySetException(e);
        }
        catch (Exception)
        {
            // One of them cannot be written. The others must not suffer for it.
            foreach (var waiting in group)
                await PublishAsync([waiting]);
        }
    }

    private sealed record Waiting(Offer Offer)
    {
        public TaskCompletionSource<Result<Published>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
