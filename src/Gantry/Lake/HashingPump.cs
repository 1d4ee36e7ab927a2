using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Gantry;

/// <summary>
/// Moves a stream to a sink in one pass and computes SHA-256, MD5 and length on the way.
/// </summary>
/// <remarks>
/// SHA-256 is the dearest part of taking a file in, and the sink and MD5 together cost about as much; so for anything
/// longer than one buffer the SHA-256 runs beside them on another core. Three buffers go round: one being filled, one
/// being written, one being hashed.
/// </remarks>
public static class HashingPump
{
    private const int BufferBytes = 1 << 20;
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
        var free = Channel.CreateUnbounded<byte[]>();
        var full = Channel.CreateUnbounded<(byte[] Buffer, int Count)>();
        for (var i = 0; i < 3; i++)
            free.Writer.TryWrite(new byte[BufferBytes]);

        var hashing = Task.Run(async () =>
        {
            await foreach (var (buffer, count) in full.Reader.ReadAllAsync(CancellationToken.None))
            {
                sha.AppendData(buffer, 0, count);
                free.Writer.TryWrite(buffer);
            }
        }, CancellationToken.None);

        var size = 0L;
        try
        {
            while (true)
            {
                var buffer = await free.Reader.ReadAsync(ct);
                var filled = await FillAsync(content, buffer, ct);
                if (filled == 0)
                    break;
                size += filled;
                // The buffer is handed to the hasher only after MD5 and sink are done with it, because the hasher frees it.
                md5.AppendData(buffer, 0, filled);
                var writing = sink(buffer.AsMemory(0, filled), ct);
                await writing;
                full.Writer.TryWrite((buffer, filled));
            }
        }
        finally
        {
            full.Writer.Complete();
            await hashing;
        }
        return size;
    }

    /// <summary>Reads until the buffer is full or the stream ends.</summary>
    public static ValueTask<int> FillAsync(Stream content, Memory<byte> buffer, CancellationToken ct) =>
        content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
}
