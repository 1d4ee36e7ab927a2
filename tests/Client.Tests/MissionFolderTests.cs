using System.Formats.Tar;
using Gantry.TestKit;

namespace Gantry.Client.Tests;

public sealed class MissionFolderTests : IDisposable
{
    private readonly TempFolder _folder = new("mission");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Holds_what_belongs_to_the_mission_and_has_the_id_of_its_release()
    {
        _folder.Write("mission.yaml", "name: neo\n");
        _folder.Write("steps/b.py", "print()\n");
        _folder.Write(".git/HEAD", "ref");
        _folder.Write(".hidden", "x");
        _folder.Write("steps/b.py~", "old");
        var folder = MissionFolder.Open(_folder.Path).OrThrow();

        Assert.Equal(["mission.yaml", "steps/b.py"], folder.Files.Select(f => f.Path));
        var expected = ReleaseManifest.Id([new("mission.yaml", Digest.Of("name: neo\n"), 10), new("steps/b.py", Digest.Of("print()\n"), 8)]);
        Assert.Equal(expected, await folder.ReleaseIdAsync(Ct));
    }

    [Fact]
    public async Task Is_the_same_archive_to_the_byte_wherever_and_whenever_it_is_written()
    {
        var path = string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 12)) + "/file.txt";
        _folder.Write("mission.yaml", "name: neo\n");
        _folder.Write(path, new string('x', 100_000));
        var first = await TarAsync();
        File.SetLastWriteTimeUtc(_folder.At("mission.yaml"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var second = await TarAsync();

        Assert.Equal(first, second);
        await using var reader = new TarReader(new MemoryStream(first));
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(cancellationToken: Ct) is { } entry)
            names.Add(entry.Name);
        Assert.Equal([path, "mission.yaml"], names);
    }

    [Fact]
    public void What_no_release_can_hold_is_told_all_at_once()
    {
        _folder.Write("mission.yaml", "name: neo\n");
        _folder.Write("ümlaut.txt", "x");
        File.CreateSymbolicLink(_folder.At("link"), "/etc/passwd");
        Directory.CreateSymbolicLink(_folder.At("loop"), _folder.Path);
        var fault = MissionFolder.Open(_folder.Path).Fault!;

        Assert.Equal((FaultKind.Invalid, 3), (fault.Kind, fault.Findings.Count));
    }

    [Fact]
    public void A_file_or_nothing_is_no_folder()
    {
        Assert.Equal(FaultKind.Missing, MissionFolder.Open(_folder.At("nowhere")).Fault!.Kind);
        Assert.Contains("is a file", MissionFolder.Open(_folder.Write("mission.yaml", "x")).Fault!.Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> TarAsync()
    {
        using var archive = new MemoryStream();
        await MissionFolder.Open(_folder.Path).OrThrow().WriteTarAsync(archive, null, Ct);
        return archive.ToArray();
    }
}
