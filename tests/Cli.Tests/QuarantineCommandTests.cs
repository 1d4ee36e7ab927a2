using Xunit;

namespace Gantry.Cli.Tests;

public sealed class QuarantineCommandTests(Desk desk) : IClassFixture<Desk>
{
    private const string Types =
        "types:\n  - { name: XML, pattern: '.*\\.xml', header: { xmlRoot: a } }\n  - { name: BIN, pattern: '.*\\.bin' }\n  - { name: GZ, pattern: '.*\\.gz', unpack: gz }\n  - { name: STRICT, pattern: '.*\\.strict', scan: required }\n";

    private async Task ClimbAsync(string mission) => Assert.Equal(0, (await desk.RunAsync("apply", desk.MissionFolder(mission, ("types.yaml", Types)))).ExitCode);

    [Fact]
    public async Task A_refused_file_is_listed_shown_fetched_released_and_dropped()
    {
        await ClimbAsync("refused");
        Assert.Empty((await desk.RunAsync("quarantine", "ls", "refused/dev", "--json")).Json["items"]!.AsArray());
        var put = await desk.RunAsync("put", "refused/dev", desk.File("q.xml", "<b/>"), desk.File("r.xml", "<c/>"));
        Assert.Equal(ExitCode.Invalid, put.ExitCode);
        Assert.Contains("hub.wrong_content", put.Error, StringComparison.Ordinal);

        var listed = (await desk.RunAsync("quarantine", "ls", "refused/dev", "--json")).Json["items"]!.AsArray();
        Assert.Equal(2, listed.Count);
        var (first, second) = (listed[0]!["id"]!.GetValue<string>(), listed[1]!["id"]!.GetValue<string>());
        Assert.Contains("does not begin", (await desk.RunAsync("quarantine", "show", "refused/dev", first)).Out, StringComparison.Ordinal);

        var copy = Path.Combine(desk.Folder, "suspect");
        Assert.Equal(0, (await desk.RunAsync("quarantine", "get", "refused/dev", first, "-o", copy)).ExitCode);
        Assert.Equal(4, new FileInfo(copy).Length);
        Assert.Equal(ExitCode.Conflict, (await desk.RunAsync("quarantine", "get", "refused/dev", first, "-o", copy)).ExitCode);

        var released = await desk.RunAsync("quarantine", "release", "refused/dev", first, "--type", "XML");
        Assert.Equal((0, true), (released.ExitCode, released.Out.Contains("is published", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Invalid, (await desk.RunAsync("quarantine", "release", "refused/dev", second)).ExitCode);
        var again = (await desk.RunAsync("quarantine", "ls", "refused/dev", "--json")).Json["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal(0, (await desk.RunAsync("quarantine", "drop", "refused/dev", again, "--reason", "a test")).ExitCode);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("quarantine", "show", "refused/dev", again)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await desk.RunAsync("quarantine", "show", "refused/dev", "nonsense")).ExitCode);
    }

    [Fact]
    public async Task Put_waits_for_what_has_to_be_looked_at_later_unless_told_not_to()
    {
        await ClimbAsync("patient");
        using var gz = new MemoryStream();
        await using (var packed = new System.IO.Compression.GZipStream(gz, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            packed.Write("inside"u8);
        var file = desk.File("w.bin.gz", "");
        await File.WriteAllBytesAsync(file, gz.ToArray(), TestContext.Current.CancellationToken);

        var waited = await desk.RunAsync("put", "patient/dev", file);
        Assert.Equal((0, true, true), (waited.ExitCode, waited.Error.Contains("waits", StringComparison.Ordinal), waited.Out.Contains("taken apart", StringComparison.Ordinal)));
        Assert.Single((await desk.RunAsync("ls", "patient/dev", "w.bin", "--json")).Json["items"]!.AsArray());

        // There is no scanner here, so this one waits for ever.
        var left = await desk.RunAsync("put", "patient/dev", desk.File("s.strict", "1"), "--no-wait", "--json");
        Assert.Equal(("waiting", 0), (left.Json["put"]![0]!["arrival"]!["state"]!.GetValue<string>(), left.ExitCode));
    }
}
