using System.Formats.Tar;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Archives.Tests;

public class FuzzTests
{
    private static readonly ArchiveLimits _small = new() { Members = 50, TotalBytes = 200_000, Ratio = 50, FreeBytes = 100_000 };

    [Fact]
    public void Whatever_the_bytes_they_are_read_or_refused_and_nothing_else() => Prop.ForAll<byte[], byte>((noise, kind) =>
    {
        Try((ArchiveKind)(kind % 6), noise);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    // Noise rarely gets past the first mark; a real archive with some bytes changed gets everywhere.
    [Fact]
    public async Task Damaged_archives_are_read_or_refused_and_nothing_else()
    {
        (string, byte[])[] files = [("a.txt", Some.Text("one")), ("b/" + new string('c', 120), [.. Enumerable.Range(0, 900).Select(i => (byte)i)])];
        var zip = Some.Zip(files);
        var (pax, gnu) = (Some.Tar(TarEntryFormat.Pax, files), Some.Tar(TarEntryFormat.Gnu, files));
        var zst = Packing.Missing(PackKind.Zst) is null ? await Some.PackedAsync(PackKind.Zst, files[1].Item2) : [];
        var whole = new[] { (ArchiveKind.Zip, zip), (ArchiveKind.Tar, pax), (ArchiveKind.Tar, gnu), (ArchiveKind.TarGz, Some.Gz(pax)), (ArchiveKind.Gz, Some.Gz(pax)), (ArchiveKind.Zst, zst) };
        Prop.ForAll<int, byte, int>((at, letter, cut) =>
        {
            foreach (var (kind, archive) in whole.Where(w => w.Item2.Length > 0))
            {
                var damaged = archive.ToArray();
                damaged[(int)((uint)(at * 2654435761) % (uint)damaged.Length)] = letter;
                damaged[(int)((uint)(cut * 40503) % (uint)damaged.Length)] = (byte)(255 - letter);
                Try(kind, damaged);
                Try(kind, damaged[..(int)((uint)cut % (uint)damaged.Length)]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private static void Try(ArchiveKind kind, byte[] archive)
    {
        try
        {
            Some.ReadAsync(kind, archive, _small).GetAwaiter().GetResult();
        }
        catch (ArchiveRefusedException)
        {
        }
    }
}
