using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class SourcesCommandTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Sources_are_listed_shown_paused_looked_at_and_their_files_tried_again()
    {
        const string where = "sourced/dev";
        var folder = desk.MissionFolder("sourced", ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n"));
        Directory.CreateDirectory(Path.Combine(folder, "sources"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sources", "results.yaml"),
            "name: results\nkind: outbox\napplication: orbits\nenvironments: [dev]\nsettle: 0s\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await desk.RunAsync("check", folder)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("apply", folder)).ExitCode);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("sources", "show", where, "results", "--json")).Json["listedAt"] is not null, "the source was looked at");
        Assert.Contains("0 files there", (await desk.RunAsync("sources", "show", where, "results")).Out, StringComparison.Ordinal);

        var outbox = Path.Combine(desk.Folder, "data", "exchange", "sourced", "dev", "orbits", "outbox");
        File.Move(desk.File("good.bin", "good"), Path.Combine(outbox, "good.bin"));
        File.Move(desk.File("bad.xyz", "bad"), Path.Combine(outbox, "bad.xyz"));
        await Eventually.HoldsAsync(async () =>
            (await desk.RunAsync("sources", "files", where, "results")).Out.Contains("bad.xyz", StringComparison.Ordinal)
            && (await desk.RunAsync("sources", "ls", where, "--json")).Json["items"]![0]!["filesTaken"]!.GetValue<long>() == 1, "one file is taken, the other put aside");

        Assert.Contains("orbits/outbox", (await desk.RunAsync("sources", "ls", where)).Out, StringComparison.Ordinal);
        Assert.Contains("paused", (await desk.RunAsync("sources", "pause", where, "results")).Out, StringComparison.Ordinal);
        Assert.Contains("looks at", (await desk.RunAsync("sources", "scan", where, "results")).Out, StringComparison.Ordinal);
        Assert.Contains("1 file is tried again.", (await desk.RunAsync("sources", "retry", where, "results", "--path", "bad.xyz")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("paused", (await desk.RunAsync("sources", "resume", where, "results")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_missing_and_one_that_is_not_named_is_asked_for()
    {
        await desk.ClimbAsync("sourceless");
        Assert.Contains("has no sources", (await desk.RunAsync("sources", "ls", "sourceless/dev")).Error, StringComparison.Ordinal);
        var missing = await desk.RunAsync("sources", "scan", "sourceless/dev", "nowhere");
        Assert.Equal(ExitCode.Missing, missing.ExitCode);
        Assert.Contains("hub.no_such_source", missing.Error, StringComparison.Ordinal);
        Assert.Contains("Which source?", (await desk.RunAsync("sources", "show", "sourceless/dev")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_wrong_is_told_of_by_file_and_line()
    {
        var folder = desk.MissionFolder("wrong-source");
        Directory.CreateDirectory(Path.Combine(folder, "sources"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sources", "a.yaml"), "name: a\nkind: ftp\nadress: host\n", TestContext.Current.CancellationToken);
        var said = await desk.RunAsync("check", folder);
        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Contains("sources/a.yaml:3:1", said.Out + said.Error, StringComparison.Ordinal);
    }
}
