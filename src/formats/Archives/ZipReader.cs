using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Gantry.Archives;

/// <summary>
/// The files of a zip, by its directory. Two members may not share bytes: that is how a zip of some megabytes grows to
/// petabytes while each member looks harmless.
/// </summary>
internal static class ZipReader
{
    private const uint HeaderMark = 0x04034b50;
    private const int HeaderBytes = 30;
    private const int MadeByUnix = 3;
    private const int TypeOfFile = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    public static async IAsyncEnumerable<ArchiveMember> ReadAsync(ArchiveBytes archive, Allowance allowance, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[64 << 10];
        var end = 0L;
        foreach (var entry in await SortedAsync(archive, allowance, ct))
        {
            if (entry.HeaderAt < end)
                throw ArchiveRefusedException.Unsafe("two files in it share the same bytes");
            var header = await archive.ReadAsync(entry.HeaderAt, HeaderBytes, ct);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderMark)
                throw ArchiveRefusedException.Corrupt("a file's header is not where its directory says");
            var at = entry.HeaderAt + HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            if (entry.PackedBytes < 0 || at > archive.Length - entry.PackedBytes)
                throw ArchiveRefusedException.Corrupt("a file lies outside of it");
            end = at + entry.PackedBytes;
            await using var packed = await archive.OpenAsync(at, entry.PackedBytes, ct);
            await using var plain = entry.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var content = Checked(entry, plain, allowance);
            yield return new(entry.Path, content);
            await content.DrainAsync(buffer, ct);
        }
    }

    // In the order of their bytes, so that overlaps show. Bounded: the allowance counts members before they are kept.
    private static async Task<List<ZipEntry>> SortedAsync(ArchiveBytes archive, Allowance allowance, CancellationToken ct)
    {
        var entries = new List<ZipEntry>();
        await foreach (var entry in new ZipDirectory(archive).ReadAsync(ct))
        {
            if (entry.Path.EndsWith('/') || IsUnix(entry, Folder))
            {
                allowance.Folder();
                continue;
            }
            if (entry.MadeBy == MadeByUnix && (entry.Mode & TypeOfFile) is not (0 or RegularFile))
                throw ArchiveRefusedException.Unsafe("it holds a link or a device");
            if ((entry.Flags & 1) != 0)
                throw ArchiveRefusedException.Unsupported("it is encrypted");
            if (entry.Method is not (0 or 8))
                throw ArchiveRefusedException.Unsupported($"a file in it is compressed by method {entry.Method}; stored and deflated files are read");
            entries.Add(entry with { Path = allowance.Member(entry.Path) });
        }
        entries.Sort((a, b) => a.HeaderAt.CompareTo(b.HeaderAt));
        return entries;
    }

    private static bool IsUnix(ZipEntry entry, int type) => entry.MadeBy == MadeByUnix && (entry.Mode & TypeOfFile) == type;

    private static CountedStream Checked(ZipEntry entry, Stream plain, Allowance allowance)
    {
        var (crc, length) = (new Crc32(), 0L);
        return new CountedStream(
            plain, allowance,
            bytes =>
            {
                crc.Add(bytes);
                if ((length += bytes.Length) > entry.Bytes)
                    throw ArchiveRefusedException.Corrupt("a file in it is longer than its directory says");
            },
            () =>
            {
                if (crc.Value != entry.Crc || length != entry.Bytes)
                    throw ArchiveRefusedException.Corrupt("a file in it does not have its checksum");
            });
    }
}
