namespace Gantry.Archives;

/// <summary>An archive's bytes, wherever they lie: opened from a place on, as often as needed.</summary>
/// <param name="length">How many there are.</param>
/// <param name="open">Opens them from an offset, for at most so many bytes. The caller disposes of the stream.</param>
public sealed class ArchiveBytes(long length, Func<long, long, CancellationToken, Task<Stream>> open)
{
    public long Length { get; } = length;

    public Task<Stream> OpenAsync(long offset, long count, CancellationToken ct) => open(offset, count, ct);

    /// <summary>Bytes in memory.</summary>
    public static ArchiveBytes Of(byte[] bytes) =>
        new(bytes.Length, (offset, count, _) => Task.FromResult<Stream>(new MemoryStream(bytes, (int)offset, (int)Math.Min(count, bytes.Length - offset), writable: false)));

    /// <summary>A piece as a whole; refused when the archive is shorter.</summary>
    internal async Task<byte[]> ReadAsync(long offset, int count, CancellationToken ct)
    {
        if (offset < 0 || offset > Length - count)
            throw ArchiveRefusedException.Corrupt("it ends too early");
        await using var stream = await OpenAsync(offset, count, ct);
        var piece = new byte[count];
        await stream.FillAsync(piece, ct);
        return piece;
    }
}

internal static class Filling
{
    /// <summary>Fills the buffer, or refuses the archive because it ends before.</summary>
    public static async ValueTask FillAsync(this Stream stream, Memory<byte> buffer, CancellationToken ct)
    {
        if (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) < buffer.Length)
            throw ArchiveRefusedException.Corrupt("it ends too early");
    }
}
