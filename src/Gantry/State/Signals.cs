using System.Collections.Concurrent;

namespace Gantry;

/// <summary>Wakes waiters by topic. A wake between looking and waiting is not lost: take the ticket first, then look, then wait.</summary>
public sealed class Signals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _topics = new(StringComparer.Ordinal);

    /// <summary>Where to wait for the next wake of the topic after this call.</summary>
    public Task Ticket(string topic) =>
        _topics.GetOrAdd(topic, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Wake(string topic)
    {
        if (_topics.TryRemove(topic, out var waiting))
            waiting.TrySetResult();
    }

    /// <summary>Wakes everybody, when wakes may have been missed (the link to the database was lost for a while).</summary>
    public void WakeAll()
    {
        foreach (var topic in _topics.Keys)
            Wake(topic);
    }
}

public static class SignalWaiting
{
    /// <summary>Waits for the ticket, but at most this long: a poll is the fall-back of every notification.</summary>
    public static async Task AtMostAsync(this Task ticket, TimeSpan limit, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await ticket.WaitAsync(limit, clock, ct);
        }
        catch (TimeoutException)
        {
            // The time to look again, woken or not.
        }
    }
}
