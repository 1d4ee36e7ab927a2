using System.Formats.Tar;

namespace Gantry.Archives.Tests;

public class ReadingTests
{
    private static readonly byte[] _long = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 % 251))];

    private static readonly (string, byte[])[] _files =
        [("a.txt", Some.Text("one")), ("folder/b.txt", []), (new string('n', 150) + "/" + new string('m', 120) + ".bin", _long)];

    [Fact]
    public async Task A_zip_gives_back_its_files() => Assert.Equal(_files, await Some.ReadAsync(ArchiveKind.Zip, Some.Zip(_files)));

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task A_tar_of_each_writer_gives_back_its_files(TarEntryFormat format)
    {
        var tar = Some.Tar(format, _files);
        Assert.Equal(_files, await Some.ReadAsync(ArchiveKind.Tar, tar));
        Assert.Equal(_files, await Some.ReadAsync(ArchiveKind.TarGz, Some.Gz(tar)));
    }

    [Fact]
    public async Task A_compressed_file_is_called_like_its_archive()
    {
        var (name, content) = Assert.Single(await Some.ReadAsync(ArchiveKind.Gz, Some.Gz(_long), name: "orbit.EOF.gz"));
        Assert.Equal("orbit.EOF", name);
        Assert.Equal(_long, content);
    }

    [Theory]
    [InlineData(PackKind.Gz, ArchiveKind.Gz)]
    [InlineData(PackKind.Zip, ArchiveKind.Zip)]
    [InlineData(PackKind.Zst, ArchiveKind.Zst)]
    public async Task What_is_packed_comes_out_again_and_is_the_same_each_time(PackKind pack, ArchiveKind kind)
    {
        if (Packing.Missing(pack) is { } missing)
            Assert.Skip(missing);
        foreach (var content in new[] { _long, [], Some.Text("x") })
        {
            var packed = await Some.PackedAsync(pack, content);
            Assert.Equal(packed, await Some.PackedAsync(pack, content));
            Assert.Equal(content, Assert.Single(await Some.ReadAsync(kind, packed)).Content);
        }
    }

    [Fact]
    public async Task A_caller_that_reads_only_some_of_a_file_gets_the_next_one_whole()
    {
        var zip = Some.Zip(("a", _long), ("b", Some.Text("two")));
        var names = new List<string>();
        await foreach (var member in ArchiveReader.ReadAsync(ArchiveKind.Zip, ArchiveBytes.Of(zip), "z", Some.Limits, TestContext.Current.CancellationToken))
            names.Add(member.Name);
        Assert.Equal(["a", "b"], names);
    }
}
