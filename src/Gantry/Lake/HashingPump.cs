using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Gantry;

/// <summary>
/// Moves a stream to a sink in one pass and computes SHA-256, MD5 and length on the way.
/// </summary>
/// <remarks>
/// The two hashes are the dearest part of taking a file in. For anything longer than one buffer each runs beside the sink
/// as a task of its own, so that two cores are busy to the end whatever the parts cost. Buffers go round: one is filled
/// and written, others are still being hashed; it is free again when the last of the three is done with it.
/// </remarks>
public static class HashingPump
{
    private const int BufferBytes = 512 << 10;
    private const int Buffers = 5;
    private const int SmallBytes = 64 << 10;

    public static async Task<Blob> PumpAsync(
        Stream content, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var first = ArrayPool<byte>.Shared.Rent(SmallBytes);
        try
        {
            var filled = await FillAsync(content, first.AsMemory(0, SmallBytes), ct);
            sha.AppendData(first, 0, filled);
            md5.AppendData(first, 0, filled);
            await sink(first.AsMemory(0, filled), ct);
            var size = (long)filled;
            if (filled == SmallBytes)
                size += await PumpRestAsync(content, sink, sha, md5, ct);
            return new(Digest.FromHash(sha.GetHashAndReset()), Convert.ToHexStringLower(md5.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }

    private static async Task<long> PumpRestAsync(
        Stream content, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink,
        IncrementalHash sha, IncrementalHash md5, CancellationToken ct)
    {
        var free = Channel.CreateUnbounded<Piece>();
        for (var i = 0; i < Buffers; i++)
            free.Writer.TryWrite(new(ArrayPool<byte>.Shared.Rent(BufferBytes)));
        var (shaQueue, hashingSha) = Hash(sha, free.Writer);
        var (md5Queue, hashingMd5) = Hash(md5, free.Writer);

        var size = 0L;
        try
        {
            while (true)
            {
                var piece = await free.Reader.ReadAsync(ct);
                piece.Count = await FillAsync(content, piece.Buffer, ct);
                if (piece.Count == 0)
                {
                    free.Writer.TryWrite(piece);
                    break;
                }
                size += piece.Count;
                piece.Users = 3;
                shaQueue.TryWrite(piece);
                md5Queue.TryWrite(piece);
                await sink(piece.Buffer.AsMemory(0, piece.Count), ct);
                piece.Release(free.Writer);
            }
        }
        finally
        {
            shaQueue.Complete();
            md5Queue.Complete();
            await Task.WhenAll(hashingSha, hashingMd5);
        }
        // Only here is it sure that nobody looks at them: what broke off may still be on its way into the sink.
        free.Writer.Complete();
        await foreach (var piece in free.Reader.ReadAllAsync(CancellationToken.None))
            ArrayPool<byte>.Shared.Return(piece.Buffer);
        return size;
    }

    private static (ChannelWriter<Piece> Queue, Task Running) Hash(IncrementalHash hash, ChannelWriter<Piece> free)
    {
        var queue = Channel.CreateUnbounded<Piece>(new() { SingleReader = true });
        return (queue.Writer, Task.Run(async () =>
        {
            await foreach (var piece in queue.Reader.ReadAllAsync(CancellationToken.None))
            {
                hash.AppendData(piece.Buffer, 0, piece.Count);
                piece.Release(free);
            }
        }, CancellationToken.None));
    }

    private sealed class Piece(byte[] buffer)
    {
        public int Users;

        public byte[] Buffer { get; } = buffer;

        public int Count { get; set; }

        public void Release(ChannelWriter<Piece> free)
        {
            if (Interlocked.Decrement(ref Users) == 0)
                free.TryWrite(this);
        }
    }

    /// <summary>Reads until the buffer is full or the stream ends.</summary>
    public static ValueTask<int> FillAsync(Stream content, Memory<byte> buffer, CancellationToken ct) =>
        content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
}
