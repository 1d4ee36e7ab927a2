using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Works one source for as long as this node holds its lease: looks when it is time, when it is told, and when it is asked.</summary>
internal sealed partial class SourceDuty(
    SourceKey key, SourceDeclaration source, SourceReaders readers, SourceIntake intake, SourceStore store, IDatabase database, TimeProvider clock, Node node,
    ILogger log) : IDisposable
{
    private const int DuePage = 200;

    // A poll is the fall-back of every signal.
    private static readonly TimeSpan _lookAtOrdersEvery = TimeSpan.FromSeconds(10);

    // What a window of publications has left behind; much longer than any window overlaps.
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(60);

    private readonly ILogger _log = log;
    private readonly SettleWatch _settle = new(source.Settle, source.IsLocal, clock);
    private SourceReader? _reader;
    private FolderWatch? _watch;
    private string? _placeInTime;
    private int _failures;

    public async Task WorkAsync(CancellationToken ct)
    {
        var state = await store.BeginAsync(key, Word(source.Kind), source.Place, node.Name, ct);
        (_placeInTime, _failures) = (state.PlaceInTime, state.Failures);
        var answered = state.LooksAsked;
        // A source with hours of its own is not looked at outside them because a node was started.
        var nextAt = source.Timetable.At is null ? clock.GetUtcNow() : state.NextAt ?? source.Timetable.After(clock.GetUtcNow(), 0);
        LogWorks(key, source.Place);
        while (true)
        {
            var ordered = database.Signals.Ticket(key.Topic);
            state = await store.FindAsync(key, ct) ?? state;
            var wait = _lookAtOrdersEvery;
            if (!state.IsPaused || state.LooksAsked > answered)
            {
                if (state.LooksAsked > answered || clock.GetUtcNow() >= nextAt)
                {
                    answered = state.LooksAsked;
                    nextAt = await LookAsync(ct);
                }
                else if (_watch is not null)
                {
                    nextAt = await GlanceAsync(_watch, nextAt, ct);
                }
                wait = Until(nextAt, _settle.LookAgainAt);
            }
            await WaitAsync(ordered, state.IsPaused ? null : _watch?.Told, wait, ct);
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _watch?.Dispose();
    }

    /// <summary>The word for a kind in files and answers.</summary>
    public static string Word(SourceKind kind) => kind.ToString().ToLowerInvariant();

    // All of it. Returns when the next such look is due.
    private async Task<DateTimeOffset> LookAsync(CancellationToken ct)
    {
        var began = clock.GetUtcNow();
        string? fault;
        var listed = 0L;
        try
        {
            (listed, fault) = await LookWholeAsync(began, ct);
        }
        catch (Exception e) when (e is RemoteFailureException or IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
        }
        catch (Exception e) when (e is not OperationCanceledException and not StateUnavailableException)
        {
            LogBroke(key, e);
            fault = $"The look broke off ({e.GetType().Name}); the server's log says where.";
        }
        _failures = fault is null ? 0 : _failures + 1;
        var next = source.Timetable.After(clock.GetUtcNow(), _failures);
        // What grows is looked at again when it may have settled; a folder does that by itself.
        if (fault is null && _watch is null && _settle.LookAgainAt is { } again && again < next && source.Timetable.At is null)
            next = again;
        if (fault is not null)
        {
            SourceMeters.Failed(key);
            LogUnreachable(key, _failures, next, fault);
            // Opened anew next time, with the secrets as they are then.
            _reader?.Dispose();
            _reader = null;
        }
        await store.LookedAsync(key, new(fault, listed, next, _failures, fault is null ? _placeInTime : null), node.Name, ct);
        return next;
    }

    private async Task<(long Listed, string? Fault)> LookWholeAsync(DateTimeOffset began, CancellationToken ct)
    {
        if (_reader is null)
        {
            if (!(await readers.OpenAsync(key, source, ct)).TryGet(out var opened, out var refused))
                return (0, refused.Message);
            _reader = opened;
        }
        // Watched from before the scan on, so that nothing falls between the two.
        if (source.IsLocal && _watch is null)
            _watch = FolderWatch.TryWatch(source.Folder, source.IsRecursive);
        _watch?.Take();
        _settle.Begin();
        var round = Round(_reader);
        if (_reader.RemembersFiles)
            await round.RunAsync(DueAsync(ct), ct);
        var listed = await round.RunAsync(_reader.ListAsync(_placeInTime, ct), ct);
        _placeInTime = _reader.PlaceInTime ?? _placeInTime;
        await store.ForgetVanishedAsync(key, began, ct);
        if (_reader.RemembersFiles)
            await store.ForgetOldAsync(key, began - _remembered, ct);
        return (listed, null);
    }

    // Only what the folder told of, and what was growing. Returns when the next look at all of it is due.
    private async Task<DateTimeOffset> GlanceAsync(FolderWatch watch, DateTimeOffset nextAt, CancellationToken ct)
    {
        if (_reader is not FolderReader folder)
            return nextAt;
        if (watch.Take() is not { } told)
            return clock.GetUtcNow();
        var isDue = _settle.LookAgainAt <= clock.GetUtcNow();
        if (told.Count == 0 && !isDue)
            return nextAt;
        var growing = isDue ? _settle.Growing : [];
        if (isDue)
            _settle.Begin();
        try
        {
            await Round(folder).RunAsync(ToldAsync(folder, told, growing), ct);
            return nextAt;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever it was, the look at the whole will meet it again and tell of it.
            return clock.GetUtcNow();
        }
    }

    private SourceRound Round(SourceReader reader) => new(key, source, reader, _settle, intake, store, clock, node.Name, _log);

    private async IAsyncEnumerable<SourceFile> DueAsync([EnumeratorCancellation] CancellationToken ct)
    {
        List<SeenFile> page;
        var after = "";
        do
        {
            page = await store.DueAsync(key, after, DuePage, ct);
            foreach (var file in page)
                yield return SourceFile.FromJson(file.Detail!);
            after = page.Count > 0 ? page[^1].Path : after;
        }
        while (page.Count == DuePage);
    }

    private async IAsyncEnumerable<SourceFile> ToldAsync(FolderReader folder, IReadOnlyList<(string FullPath, bool IsWhole)> told, IReadOnlyList<string> growing)
    {
        foreach (var (fullPath, isWhole) in told)
        {
            if (folder.Find(fullPath) is { } file)
                yield return file with { IsSettled = isWhole };
        }
        foreach (var path in growing)
        {
            if (folder.Find(Path.Combine(source.Folder, path)) is { } file)
                yield return file;
            else
                _settle.Forget(path);
        }
        await Task.CompletedTask;
    }

    private TimeSpan Until(DateTimeOffset nextAt, DateTimeOffset? settled)
    {
        var at = _watch is not null && settled < nextAt ? settled.Value : nextAt;
        var wait = at - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < _lookAtOrdersEvery ? wait : _lookAtOrdersEvery;
    }

    private async Task WaitAsync(Task ordered, Task? told, TimeSpan limit, CancellationToken ct) =>
        await (told is null ? ordered : Task.WhenAny(ordered, told)).AtMostAsync(limit, clock, ct);

    [LoggerMessage(2411, LogLevel.Information, "This node works the source {Source} ({Place})")]
    private partial void LogWorks(SourceKey source, string place);

    [LoggerMessage(2412, LogLevel.Warning, "The source {Source} could not be looked at, {Failures} times in a row; the next look is at {NextAt}: {Reason}")]
    private partial void LogUnreachable(SourceKey source, int failures, DateTimeOffset nextAt, string reason);

    [LoggerMessage(2413, LogLevel.Error, "A look at the source {Source} broke off")]
    private partial void LogBroke(SourceKey source, Exception e);
}
