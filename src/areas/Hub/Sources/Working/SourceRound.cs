using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>One look at a source: its files as they are told, those that are new fetched several at a time.</summary>
internal sealed partial class SourceRound(
    SourceKey key, SourceDeclaration source, SourceReader reader, SettleWatch settle, SourceIntake intake, SourceStore store, TimeProvider clock, string node,
    ILogger log)
{
    // So many paths are looked up at once, and so many files at most are fetched again after a crash.
    private const int BatchSize = 250;

    private readonly ILogger _log = log;
    private int _failedInARow;

    /// <summary>Goes through the files to their end; returns how many there were.</summary>
    public async Task<long> RunAsync(IAsyncEnumerable<SourceFile> files, CancellationToken ct)
    {
        var listed = 0L;
        var batch = new List<SourceFile>(BatchSize);
        await foreach (var file in files.WithCancellation(ct))
        {
            listed++;
            if (file.Problem is null && (!source.Names.Wants(file.Path) || file.ModifiedAt < source.IgnoreBefore))
                continue;
            batch.Add(file);
            if (batch.Count < BatchSize)
                continue;
            await TakeAsync(batch, ct);
            batch.Clear();
        }
        await TakeAsync(batch, ct);
        return listed;
    }

    private async Task TakeAsync(List<SourceFile> batch, CancellationToken ct)
    {
        if (batch.Count == 0)
            return;
        var files = batch.DistinctBy(f => f.Path).ToList();
        var seen = await store.SeenAsync(key, [.. files.Select(f => f.Path)], ct);
        var now = clock.GetUtcNow();
        using var marks = new MarkBook(key, store, node);
        try
        {
            await Parallel.ForEachAsync(
                files.Select(f => (File: f, Seen: seen.GetValueOrDefault(f.Path))).Select(f => (f.File, f.Seen, Sight: Sights.Of(f.File, f.Seen, source, now)))
                    .Where(f => f.Sight == Sight.ToBeRemoved || (f.Sight == Sight.New && settle.IsSettled(f.File))),
                new ParallelOptions { MaxDegreeOfParallelism = source.Parallel, CancellationToken = ct },
                async (f, inner) =>
                {
                    if (f.Sight == Sight.ToBeRemoved)
                        await RemoveAsync(f.File, f.Seen!.Product, default, true, marks, inner);
                    else
                        await TakeAsync(f.File, f.Seen, marks, inner);
                });
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // What was taken before the source broke off is noted all the same, but not that it was read so far.
            await marks.FlushAsync(null, ct);
            throw;
        }
        await marks.FlushAsync(batch[^1].PlaceInTime, ct);
    }

    private async Task TakeAsync(SourceFile file, SeenFile? seen, MarkBook marks, CancellationToken ct)
    {
        var handed = file.Problem is { } problem ? new Handed(FileOutcome.Failed, problem) : await FetchAsync(file, ct);
        if (handed is null)
        {
            // It is gone, and so is what was known of it.
            settle.Forget(file.Path);
            if (seen is not null)
                await marks.AddAsync(file.Path, null, default, ct);
            return;
        }
        if (handed.Outcome != FileOutcome.Taken)
        {
            await PutAsideAsync(file, Sights.Rounds(file, seen) + 1, handed, marks, ct);
            return;
        }
        var lag = clock.GetUtcNow() - (file.OriginAt ?? file.ModifiedAt);
        SourceMeters.Took(key, handed.SizeBytes, lag);
        LogTook(key, file.Path, handed.SizeBytes);
        var counted = new Counted(1, handed.SizeBytes);
        if (source.Remembers)
            await marks.AddAsync(file.Path, Mark(file, FileOutcome.Taken, null, 0, null) with { Product = handed.Product, Detail = Detail(file) }, counted, ct);
        else
            await RemoveAsync(file, handed.Product, counted, seen is not null, marks, ct);
    }

    // Null when the file is not there any more.
    private async Task<Handed?> FetchAsync(SourceFile file, CancellationToken ct)
    {
        for (var failed = 1; ; failed++)
        {
            Handed handed;
            var failure = RemoteFailure.Refused;
            try
            {
                await using var content = await reader.OpenAsync(file, ct);
                handed = await intake.HandAsync(key, source, file, content, ct);
                if (handed.Outcome != FileOutcome.Later)
                {
                    Volatile.Write(ref _failedInARow, 0);
                    return handed;
                }
            }
            catch (RemoteFailureException e) when (e.Failure == RemoteFailure.Missing)
            {
                return null;
            }
            catch (Exception e) when (e is IOException and not LakeFullException or UnauthorizedAccessException)
            {
                handed = new(FileOutcome.Later, e.Message);
                failure = (e as RemoteFailureException)?.Failure ?? failure;
            }
            if (source.Retry.Pause(failed) is not { } pause)
            {
                // Where one file after the other fails so, it is not the files: the rest would only use up their tries.
                if (failure is RemoteFailure.Unreachable or RemoteFailure.Busy && Interlocked.Increment(ref _failedInARow) > source.Parallel + 2)
                    throw new RemoteFailureException(failure, handed.Reason!);
                return handed;
            }
            await Task.Delay(handed.RetryAfter > pause ? handed.RetryAfter.Value : pause, clock, ct);
        }
    }

    private Task PutAsideAsync(SourceFile file, int rounds, Handed handed, MarkBook marks, CancellationToken ct)
    {
        SourceMeters.Failed(key);
        var next = handed.Outcome == FileOutcome.Later ? source.Retry.NextRound(rounds, clock.GetUtcNow(), handed.RetryAfter) : null;
        var outcome = handed.Outcome == FileOutcome.Later && next is null ? FileOutcome.Failed : handed.Outcome;
        if (outcome == FileOutcome.Later)
            LogLater(key, file.Path, next!.Value, handed.Reason);
        else
            LogFailed(key, file.Path, handed.Reason);
        return marks.AddAsync(file.Path, Mark(file, outcome, handed.Reason, rounds, next) with { Detail = Detail(file), Product = handed.Product }, default, ct);
    }

    private async Task RemoveAsync(SourceFile file, string? product, Counted counted, bool isKnown, MarkBook marks, CancellationToken ct)
    {
        try
        {
            await reader.AfterAsync(file, ct);
            // Forgotten, so that another file of this name is not taken for this one.
            if (isKnown || counted.Files > 0)
                await marks.AddAsync(file.Path, null, counted, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SourceMeters.Failed(key);
            LogNotRemoved(key, file.Path, e.Message);
            var reason = $"It was taken, but it could not be {(source.After == AfterTaking.Delete ? "deleted" : "moved")} at its source: {e.Message}";
            await marks.AddAsync(file.Path, Mark(file, FileOutcome.Taken, reason, 0, null) with { Product = product }, counted, ct);
        }
    }

    // Also of a file that was taken: should its bytes be lost, it can be fetched again where listings show only what is new.
    private string? Detail(SourceFile file) => reader.RemembersFiles ? file.ToJson() : null;

    private SeenFile Mark(SourceFile file, string outcome, string? reason, int rounds, DateTimeOffset? next) =>
        new(file.Path, file.SizeBytes, file.ModifiedAt, outcome, reason, rounds, next, clock.GetUtcNow());

    [LoggerMessage(2401, LogLevel.Debug, "Took {Path} from {Source}, {SizeBytes} bytes")]
    private partial void LogTook(SourceKey source, string path, long sizeBytes);

    [LoggerMessage(2402, LogLevel.Information, "{Path} of {Source} could not be taken and is tried again at {NextAt}: {Reason}")]
    private partial void LogLater(SourceKey source, string path, DateTimeOffset nextAt, string? reason);

    [LoggerMessage(2403, LogLevel.Warning, "{Path} of {Source} was put aside: {Reason}")]
    private partial void LogFailed(SourceKey source, string path, string? reason);

    [LoggerMessage(2404, LogLevel.Warning, "{Path} of {Source} was taken and could not be removed there: {Reason}")]
    private partial void LogNotRemoved(SourceKey source, string path, string reason);
}
