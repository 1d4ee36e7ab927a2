namespace Gantry.Pipelines;

/// <summary>Gives out what an attempt wrote, also while it goes on and on whichever node.</summary>
internal sealed class LogReader(IDatabase database, AttemptStore attempts, IBlobStore blobs, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>An attempt by its number; the last when none is named.</summary>
    public async Task<Attempt?> FindAsync(Guid run, string step, long? number, CancellationToken ct) =>
        (await attempts.OfStepAsync(run, step, ct)).LastOrDefault(a => number is null || a.Number == number);

    /// <summary>Writes the log from a byte on; follows it to its end where that is wanted.</summary>
    public async Task WriteAsync(Attempt attempt, long from, bool follow, Stream target, CancellationToken ct)
    {
        while (true)
        {
            var ticket = database.Signals.Ticket(RunStore.Topic(attempt.Run));
            var now = (await attempts.FindAsync(attempt.Id, ct))!;
            if (now.EndedAt is not null)
            {
                await WriteEndedAsync(now, from, target, ct);
                return;
            }
            foreach (var (start, bytes) in await attempts.PiecesAsync(attempt.Id, from, ct))
            {
                await target.WriteAsync(bytes, ct);
                from = start + bytes.Length;
            }
            await target.FlushAsync(ct);
            if (!follow)
                return;
            await ticket.AtMostAsync(_patience, clock, ct);
        }
    }

    private async Task WriteEndedAsync(Attempt attempt, long from, Stream target, CancellationToken ct)
    {
        if (attempt.ShortLog is { } words)
            await target.WriteAsync(words.AsMemory((int)Math.Min(from, words.Length)), ct);
        else if (attempt.LogDigest is { } digest && from < attempt.LogBytes && await blobs.OpenAsync(digest, from, null, ct) is { } content)
        {
            await using (content)
                await content.CopyToAsync(target, ct);
        }
    }
}
