using System.Formats.Tar;

namespace Gantry.Archives.Tests;

public class HostileTests
{
    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/a")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a//b")]
    [InlineData("\u202Egpj.a")]
    [InlineData("e\u0301")]
    [InlineData("\u212b")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        Assert.Equal(ArchiveProblem.Unsafe, (await Some.RefusalAsync(ArchiveKind.Zip, Some.Zip((name, [1])))).Problem);
        Assert.Equal(ArchiveProblem.Unsafe, (await Some.RefusalAsync(ArchiveKind.Tar, Some.Tar(TarEntryFormat.Pax, (name, [1])))).Problem);
    }

    [Theory]
    [InlineData("a.txt", "A.TXT")]
    [InlineData("same", "same")]
    public async Task Names_that_some_system_takes_for_one_are_refused(string one, string other)
    {
        var refusal = await Some.RefusalAsync(ArchiveKind.Zip, Some.Zip((one, [1]), (other, [2])));
        Assert.Equal(ArchiveProblem.Unsafe, refusal.Problem);
        Assert.Contains("one to some systems", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task Links_and_devices_are_refused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "innocent");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";
        Assert.Equal(ArchiveProblem.Unsafe, (await Some.RefusalAsync(ArchiveKind.Tar, Some.TarOf(entry))).Problem);
    }

    [Fact]
    public async Task A_link_in_a_zip_is_refused()
    {
        var zip = Some.Zip(("innocent", Some.Text("/etc/passwd")));
        var line = Find(zip, [0x50, 0x4b, 1, 2]);
        zip[line + 5] = 3;
        zip[line + 41] = 0xA1;
        Assert.Contains("link", (await Some.RefusalAsync(ArchiveKind.Zip, zip)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ArchiveKind.Gz)]
    [InlineData(ArchiveKind.Zip)]
    [InlineData(ArchiveKind.TarGz)]
    public async Task Zeros_that_grow_a_thousandfold_are_stopped_early(ArchiveKind kind)
    {
        var zeros = new byte[30_000_000];
        var bomb = kind switch
        {
            ArchiveKind.Zip => Some.Zip(("zeros", zeros)),
            ArchiveKind.Gz => Some.Gz(zeros),
            _ => Some.Gz(Some.Tar(TarEntryFormat.Pax, ("zeros", zeros))),
        };
        var refusal = await Some.RefusalAsync(kind, bomb);
        Assert.Equal(ArchiveProblem.TooLarge, refusal.Problem);
        Assert.Contains("times as long", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_files_and_too_many_bytes_are_stopped()
    {
        var many = Some.Zip([.. Enumerable.Range(0, 21).Select(i => ($"{i}", new byte[] { 1 }))]);
        Assert.Contains("more than 20 files", (await Some.RefusalAsync(ArchiveKind.Zip, many)).Message, StringComparison.Ordinal);
        var large = Some.Tar(TarEntryFormat.Pax, ("a", new byte[600]), ("b", new byte[600]));
        Assert.Contains("more than 1000 bytes", (await Some.RefusalAsync(ArchiveKind.Tar, large, Some.Limits with { TotalBytes = 1000 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_may_not_share_their_bytes()
    {
        var zip = Some.Zip(("a", Some.Text("0123456789")), ("b", Some.Text("9876543210")));
        var second = Find(zip, [0x50, 0x4b, 1, 2], from: Find(zip, [0x50, 0x4b, 1, 2]) + 4);
        zip.AsSpan(second + 42, 4).Clear();
        Assert.Contains("share the same bytes", (await Some.RefusalAsync(ArchiveKind.Zip, zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_asks_for_memory_does_not_get_it()
    {
        var tar = Some.Tar(TarEntryFormat.Pax, (new string('n', 300), [1]));
        Some.Text("77777777777").CopyTo(tar, 124);
        Checksum(tar);
        Assert.Equal(ArchiveProblem.TooLarge, (await Some.RefusalAsync(ArchiveKind.Tar, tar)).Problem);
    }

    [Theory]
    [InlineData(ArchiveKind.Zip)]
    [InlineData(ArchiveKind.Tar)]
    [InlineData(ArchiveKind.TarGz)]
    [InlineData(ArchiveKind.Gz)]
    [InlineData(ArchiveKind.Zst)]
    public async Task Half_an_archive_is_corrupt_wherever_it_is_cut(ArchiveKind kind)
    {
        byte[] content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 253))];
        if (ArchiveReader.Missing(kind) is { } missing)
            Assert.Skip(missing);
        var archive = kind switch
        {
            ArchiveKind.Zip => Some.Zip(("a", content)),
            ArchiveKind.Tar => Some.Tar(TarEntryFormat.Ustar, ("a", content)),
            ArchiveKind.TarGz => Some.Gz(Some.Tar(TarEntryFormat.Ustar, ("a", content))),
            ArchiveKind.Zst => await Some.PackedAsync(PackKind.Zst, content),
            _ => Some.Gz(content),
        };
        foreach (var part in new[] { 2, 3, 10 })
            Assert.Equal(ArchiveProblem.Corrupt, (await Some.RefusalAsync(kind, archive[..(archive.Length * (part - 1) / part)])).Problem);
    }

    [Fact]
    public async Task A_flipped_bit_in_a_file_is_found_by_its_checksum()
    {
        var zip = Some.Zip(("a", [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * 7919 % 256))]));
        zip[zip.Length / 4] ^= 1;
        Assert.Equal(ArchiveProblem.Corrupt, (await Some.RefusalAsync(ArchiveKind.Zip, zip)).Problem);
    }

    private static int Find(byte[] bytes, byte[] mark, int from = 0) => from + bytes.AsSpan(from).IndexOf(mark);

    private static void Checksum(byte[] tar)
    {
        tar.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        for (var i = 0; i < 512; i++)
            sum += tar[i];
        Some.Text(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
    }
}
