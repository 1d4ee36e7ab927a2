using System.Formats.Tar;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Delivery.Tests;

public class FolderArchiveTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Result<ArrivedFolder>> ReadAsync(Stream archive) =>
        await FolderArchive.ReadAsync(archive, (bytes, ct) => HashingPump.PumpAsync(bytes, (_, _) => ValueTask.CompletedTask, ct), Ct);

    private static MemoryStream Tar(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }
        stream.Position = 0;
        return stream;
    }

    private static PaxTarEntry File(string name, byte[] content) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    [Fact]
    public async Task Digests_whole_files_and_keeps_only_the_head_of_long_ones()
    {
        var large = new byte[3 << 20];
        new Random(1).NextBytes(large);
        var folder = (await ReadAsync(Tar(File("mission.yaml", "name: x"u8.ToArray()), File("data.bin", large), File("telemetry/base.xml", large)))).OrThrow();

        Assert.Equal(["data.bin", "mission.yaml", "telemetry/base.xml"], folder.Files.Select(f => f.Path));
        Assert.Equal(Digest.Of(large), folder.Files[0].Digest);
        Assert.Equal(MissionFile.LimitOf("data.bin"), folder.Contents.Find("data.bin")!.Content.Length);
        Assert.Equal(large, folder.Contents.Find("telemetry/base.xml")!.Content.ToArray());
        Assert.Equal("name: x"u8.ToArray(), folder.Contents.Find("mission.yaml")!.Content.ToArray());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    public async Task Refuses_a_path_that_leaves_the_folder(string path)
    {
        var fault = (await ReadAsync(Tar(File(path, [1])))).Fault;
        Assert.Equal("delivery.bad_archive", fault?.Code);
        Assert.Contains(path, fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_links()
    {
        var link = new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" };
        Assert.Contains("SymbolicLink", (await ReadAsync(Tar(link))).Fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_names_that_differ_only_by_case() =>
        Assert.Equal("delivery.bad_archive", (await ReadAsync(Tar(File("Types.yaml", [1]), File("types.yaml", [2])))).Fault?.Code);

    [Fact]
    public async Task Refuses_an_archive_that_was_cut()
    {
        var whole = Tar(File("mission.yaml", new byte[5000])).ToArray();
        Assert.Equal("delivery.bad_archive", (await ReadAsync(new MemoryStream(whole, 0, 2048))).Fault?.Code);
    }

    [Fact]
    public void Never_throws_on_foreign_bytes() => Prop.ForAll<byte[]>(bytes =>
    {
        var padded = new byte[(bytes.Length / 512 * 512) + 1024];
        bytes.CopyTo(padded, 0);
        _ = ReadAsync(new MemoryStream(padded)).GetAwaiter().GetResult();
        _ = ReadAsync(new MemoryStream(bytes)).GetAwaiter().GetResult();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_throws_on_a_damaged_archive()
    {
        var whole = Tar(File("mission.yaml", new byte[700]), File("types.yaml", new byte[100])).ToArray();
        Prop.ForAll<int, byte>((at, value) =>
        {
            var damaged = (byte[])whole.Clone();
            damaged[(int)((uint)at % damaged.Length)] = value;
            _ = ReadAsync(new MemoryStream(damaged)).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
