using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Gantry.Archives.Tests;

/// <summary>Archives as others write them, and ways to read them.</summary>
internal static class Some
{
    public static readonly ArchiveLimits Limits = new() { Members = 20, TotalBytes = 50_000_000, Ratio = 100, FreeBytes = 1_000_000 };

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Tar(TarEntryFormat format, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    public static byte[] TarOf(TarEntry entry)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            tar.WriteEntry(entry);
        return stream.ToArray();
    }

    public static byte[] Gz(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gz = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            gz.Write(content);
        return stream.ToArray();
    }

    public static async Task<byte[]> PackedAsync(PackKind kind, byte[] content)
    {
        using var stream = new MemoryStream();
        await Packing.PackAsync(kind, "a.txt", new MemoryStream(content), stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Every file, read to its end.</summary>
    public static async Task<List<(string Path, byte[] Content)>> ReadAsync(ArchiveKind kind, byte[] archive, ArchiveLimits? limits = null, string name = "a.txt.gz")
    {
        var all = new List<(string, byte[])>();
        await foreach (var member in ArchiveReader.ReadAsync(kind, ArchiveBytes.Of(archive), name, limits ?? Limits, TestContext.Current.CancellationToken))
        {
            using var content = new MemoryStream();
            await member.Content.CopyToAsync(content, TestContext.Current.CancellationToken);
            all.Add((member.Path, content.ToArray()));
        }
        return all;
    }

    public static async Task<ArchiveRefusedException> RefusalAsync(ArchiveKind kind, byte[] archive, ArchiveLimits? limits = null) =>
        await Assert.ThrowsAsync<ArchiveRefusedException>(() => ReadAsync(kind, archive, limits));
}
