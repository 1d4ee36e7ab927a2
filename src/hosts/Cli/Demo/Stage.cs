using System.Threading.Channels;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>One step of the story, as it went.</summary>
internal sealed record StoryStep(string Title, bool Held, double Seconds, string? Detail);

/// <summary>Tells the story: a line for each step with its outcome and time, and below it what the journal says meanwhile.</summary>
internal sealed class Stage(Call call)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Channel<JournalEntryView> _entries = Channel.CreateUnbounded<JournalEntryView>();
    private readonly CancellationTokenSource _following = CancellationTokenSource.CreateLinkedTokenSource(call.Ct);
    private readonly List<StoryStep> _steps = [];
    private GantryClient? _client;
    private Task? _follower;
    private long _shown;

    public IReadOnlyList<StoryStep> Steps => _steps;

    /// <summary>A line for people; programs get the steps in one document at the end.</summary>
    public void Say(string line = "")
    {
        if (!call.IsJson)
            call.Out.Line(line);
    }

    /// <summary>Does a step; whether it held.</summary>
    /// <param name="title">What it does.</param>
    /// <param name="step">Does it, and returns what there is to see; throws when it does not hold.</param>
    public async Task<bool> StepAsync(string title, Func<Task<string?>> step)
    {
        var begun = call.Clock.GetTimestamp();
        var (hasHeld, detail) = (true, (string?)null);
        try
        {
            detail = await step();
        }
        catch (Exception e) when (e is not OperationCanceledException || !call.Ct.IsCancellationRequested)
        {
            (hasHeld, detail) = (false, e.Message);
        }
        var took = call.Clock.GetElapsedTime(begun);
        _steps.Add(new(title, hasHeld, Math.Round(took.TotalSeconds, 3), detail));
        if (!call.IsJson)
            call.Out.Line($"{(hasHeld ? "✓" : "✗")} {title}  ({Units.Duration(took)})", hasHeld ? "green" : "red");
        if (detail is not null)
            Say($"    {detail}");
        if (_client is not null)
            await CatchUpAsync(_client);
        return hasHeld;
    }

    /// <summary>From now on the journal is followed, from its very beginning.</summary>
    public void FollowJournal(GantryClient client)
    {
        _client = client;
        _follower = Task.Run(async () =>
        {
            try
            {
                await foreach (var entry in client.FollowAsync(new(), after: 0, ct: _following.Token))
                    await _entries.Writer.WriteAsync(entry, _following.Token);
            }
            finally
            {
                _entries.Writer.TryComplete();
            }
        });
    }

    /// <summary>Shows the journal until something else ends.</summary>
    public async Task ShowJournalUntilAsync(Task end, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _ = end.ContinueWith(_ => over.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var entry in _entries.Reader.ReadAllAsync(over.Token))
                Show(entry);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how the demo ends.
        }
    }

    public async Task StopJournalAsync()
    {
        await _following.CancelAsync();
        try
        {
            await (_follower ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // That was the point.
        }
        _following.Dispose();
    }

    // The stream runs beside the story; each step waits for its own entries, so that they stand below it and not below the next.
    private async Task CatchUpAsync(GantryClient client)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(call.Ct);
        late.CancelAfter(_patience);
        var newest = (await client.NewestAsync(new(), 1, late.Token)).Items is [var entry] ? entry.Sequence : 0;
        while (_shown < newest && await _entries.Reader.WaitToReadAsync(late.Token))
        {
            while (_entries.Reader.TryRead(out var next))
                Show(next);
        }
    }

    private void Show(JournalEntryView entry)
    {
        _shown = entry.Sequence;
        if (!call.IsJson)
            call.Out.Line($"    │ #{entry.Sequence,-3} {EntryLine.Where(entry),-13} {EntryLine.What(entry),-31} {EntryLine.About(entry)}", "dim");
    }
}
