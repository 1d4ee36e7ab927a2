using Gantry.Archives;

namespace Gantry.Hub;

/// <summary>A held arrival's bytes in the lake, opened as often as somebody wants to look.</summary>
internal sealed class HeldContent(IBlobStore blobs, Blob blob)
{
    private byte[]? _head;

    public long Length => blob.SizeBytes;

    public async Task<Stream> OpenAsync(CancellationToken ct) => await OpenAsync(0, null, ct);

    /// <summary>The first bytes, enough for every rule that looks at a beginning.</summary>
    public async Task<ReadOnlyMemory<byte>> HeadAsync(CancellationToken ct)
    {
        if (_head is null)
        {
            await using var content = await OpenAsync(0, Math.Min(HeaderRule.Reach, blob.SizeBytes), ct);
            var head = new byte[Math.Min(HeaderRule.Reach, blob.SizeBytes)];
            _head = head[..await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct)];
        }
        return _head;
    }

    public ArchiveBytes AsArchive() => new(blob.SizeBytes, async (offset, count, ct) => await OpenAsync(offset, count, ct));

    private async Task<Stream> OpenAsync(long offset, long? length, CancellationToken ct) =>
        length == 0
            ? Stream.Null
            : await blobs.OpenAsync(blob.Digest, offset, length, ct)
                ?? throw new IOException($"The lake does not have the bytes {blob.Digest} that it was given.");
}
