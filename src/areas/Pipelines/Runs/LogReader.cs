using System.Runtime.CompilerServices;

namespace Gantry.Pipelines;

/// <summary>Bytes of a log and where they begin; none when nothing came for a while.</summary>
internal readonly record struct LogPiece(long Start, ReadOnlyMemory<byte> Bytes)
{
    public long End => Start + Bytes.Length;

    /// <summary>What of it lies behind a place.</summary>
    public LogPiece From(long place) => place <= Start ? this : new(place, Bytes[(int)Math.Min(place - Start, Bytes.Length)..]);
}

/// <summary>Gives out what an attempt wrote, also while it goes on and on whichever node.</summary>
internal sealed class LogReader(IDatabase database, AttemptStore attempts, IBlobStore blobs, TimeProvider clock)
{
    private const int ReadAtOnce = 64 << 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>An attempt by its number; the last when none is named.</summary>
    public async Task<Attempt?> FindAsync(Guid run, string step, long? number, CancellationToken ct) =>
        (await attempts.OfStepAsync(run, step, ct)).LastOrDefault(a => number is null || a.Number == number);

    public async Task<Attempt> AgainAsync(Attempt attempt, CancellationToken ct) => (await attempts.FindAsync(attempt.Id, ct))!;

    /// <summary>The log from a byte on; follows it to its end where that is wanted.</summary>
    public async IAsyncEnumerable<LogPiece> ReadAsync(Attempt attempt, long from, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var ticket = database.Signals.Ticket(RunStore.Topic(attempt.Run));
            var now = await AgainAsync(attempt, ct);
            if (now.EndedAt is not null)
            {
                await foreach (var piece in EndedAsync(now, from, ct))
                    yield return piece;
                yield break;
            }
            foreach (var piece in await attempts.PiecesAsync(attempt.Id, from, ct))
            {
                if (piece.End <= from)
                    continue;
                yield return piece.From(from);
                from = piece.End;
            }
            if (!follow)
                yield break;
            await ticket.AtMostAsync(_patience, clock, ct);
            yield return new(from, default);
        }
    }

    private async IAsyncEnumerable<LogPiece> EndedAsync(Attempt attempt, long from, [EnumeratorCancellation] CancellationToken ct)
    {
        if (attempt.ShortLog is { } words)
        {
            yield return new LogPiece(0, words).From(from);
            yield break;
        }
        if (attempt.LogDigest is not { } digest || from >= attempt.LogBytes || await blobs.OpenAsync(digest, from, null, ct) is not { } content)
            yield break;
        await using (content)
        {
            var room = new byte[ReadAtOnce];
            for (int read; (read = await content.ReadAsync(room, ct)) > 0; from += read)
                yield return new(from, room.AsMemory(0, read));
        }
    }
}
