using Gantry.Parquet;

namespace Gantry.Telemetry;

/// <summary>Parquet files in the lake, of which only what is needed is read.</summary>
internal sealed class LakePieces(IBlobStore blobs)
{
    public Task<ParquetReader> OpenAsync(Digest digest, long sizeBytes, CancellationToken ct) =>
        ParquetReader.OpenAsync((start, length, stop) => ReadAsync(digest, start, length, stop), sizeBytes, ct);

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Digest digest, long start, int length, CancellationToken ct)
    {
        await using var stream = await blobs.OpenAsync(digest, start, length, ct) ?? throw new InvalidDataException($"The file {digest.Short} of the archive is not in the lake any more.");
        var piece = new byte[length];
        return piece.AsMemory(0, await stream.ReadAtLeastAsync(piece, length, throwOnEndOfStream: false, ct));
    }
}
