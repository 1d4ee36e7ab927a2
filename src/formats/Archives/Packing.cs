using System.IO.Compression;

namespace Gantry.Archives;

/// <summary>How a single file can be packed.</summary>
public enum PackKind { Gz, Zip, Zst }

/// <summary>Packs one file. The same bytes and name give the same archive, so sending a file twice makes one product.</summary>
public static class Packing
{
    public static string? Missing(PackKind kind) => kind == PackKind.Zst ? Zstd.Missing : null;

    public static async Task PackAsync(PackKind kind, string name, Stream content, Stream target, CancellationToken ct)
    {
        switch (kind)
        {
            case PackKind.Gz:
                await using (var gz = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
                    await content.CopyToAsync(gz, ct);
                break;
            case PackKind.Zip:
                await using (var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
                {
                    var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                    // The time of packing is no part of the file, and would make each archive another one.
                    entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    await using var packed = await entry.OpenAsync(ct);
                    await content.CopyToAsync(packed, ct);
                }
                break;
            default:
                await ZstdAsync(content, target, ct);
                break;
        }
    }

    private static async Task ZstdAsync(Stream content, Stream target, CancellationToken ct)
    {
        var (plain, packed) = (new byte[128 << 10], new byte[128 << 10]);
        var encoder = Zstd.NewEncoder();
        try
        {
            int read;
            do
            {
                read = await content.ReadAsync(plain, ct);
                for (var at = 0; ;)
                {
                    var left = Zstd.Encode(encoder, plain.AsSpan(at, read - at), packed, read == 0, out var consumed, out var produced);
                    at += consumed;
                    await target.WriteAsync(packed.AsMemory(0, produced), ct);
                    if (read == 0 ? left == 0 : at == read)
                        break;
                }
            }
            while (read > 0);
        }
        finally
        {
            Zstd.FreeEncoder(encoder);
        }
    }
}
