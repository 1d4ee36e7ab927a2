using Xunit;

namespace Gantry.Cli.Tests;

public sealed class RetentionCommandTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task What_is_held_is_planned_kept_traced_and_lifted()
    {
        var folder = desk.MissionFolder("keeping", ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin', retention: 10d }\n"));
        Assert.Equal(0, (await desk.RunAsync("apply", folder)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("put", "keeping/dev", desk.File("a.bin", "first"), desk.File("b.bin", "second"))).ExitCode);
        Assert.Contains("Nothing is held", (await desk.RunAsync("hold", "ls", "keeping/dev")).Error, StringComparison.Ordinal);

        var hold = (await desk.RunAsync("hold", "add", "keeping/dev", "a*", "--reason", "anomaly 42", "--until", "30d", "--json")).Json["id"]!.GetValue<string>();
        Assert.Contains("startswith(Name,'a')", (await desk.RunAsync("hold", "ls", "keeping/dev")).Out, StringComparison.Ordinal);
        Assert.Contains("Nothing in keeping/dev outlives", (await desk.RunAsync("retention", "plan", "keeping/dev")).Out, StringComparison.Ordinal);
        var plan = (await desk.RunAsync("retention", "plan", "keeping/dev", "--until", "11d", "--json")).Json;
        Assert.Equal((1, 1), (plan["types"]![0]!["products"]!.GetValue<int>(), plan["types"]![0]!["heldProducts"]!.GetValue<int>()));
        Assert.Contains(hold, (await desk.RunAsync("retention", "plan", "keeping/dev", "--until", "11d")).Out, StringComparison.Ordinal);

        var refused = await desk.RunAsync("rm", "keeping/dev", "a.bin", "--reason", "away");
        Assert.Equal(ExitCode.Conflict, refused.ExitCode);
        Assert.Contains("anomaly 42", refused.Error, StringComparison.Ordinal);
        var trace = await desk.RunAsync("trace", "keeping/dev", "a.bin");
        Assert.Contains($"is published and held by {hold}", trace.Out, StringComparison.Ordinal);
        Assert.Contains("product_published", trace.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("trace", "keeping/dev", "nope.bin")).ExitCode);

        Assert.Equal(0, (await desk.RunAsync("hold", "lift", "keeping/dev", hold, "--reason", "over")).ExitCode);
        Assert.Contains("lifted by admin: over", (await desk.RunAsync("hold", "ls", "keeping/dev", "--all")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("rm", "keeping/dev", "a.bin", "--reason", "away")).ExitCode);
    }

    [Fact]
    public async Task A_reconciliation_says_what_is_wrong_by_its_exit_code()
    {
        var folder = desk.MissionFolder("fitting", ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n"));
        Assert.Equal(0, (await desk.RunAsync("apply", folder)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("put", "fitting/dev", desk.File("fits.bin", "it fits"))).ExitCode);
        var sound = await desk.RunAsync("reconcile", "fitting/dev", "--deep");
        Assert.Equal((0, true), (sound.ExitCode, sound.Out.Contains("Everything fits.", StringComparison.Ordinal)));

        var hex = Digest.Of("it fits").Hex;
        File.Delete(Directory.EnumerateFiles(desk.Folder, "*", SearchOption.AllDirectories).Single(f => f.Replace("/", "", StringComparison.Ordinal).EndsWith(hex, StringComparison.Ordinal)));
        var wrong = await desk.RunAsync("reconcile", "fitting/dev", "--json");
        Assert.Equal(ExitCode.Conflict, wrong.ExitCode);
        Assert.Equal("fits.bin", wrong.Json["discrepancies"]![0]!["name"]!.GetValue<string>());
        var again = await desk.RunAsync("reconcile", "fitting/dev", "--id", wrong.Json["reconciliation"]!["id"]!.GetValue<string>());
        Assert.Contains("bytes_missing", again.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is to be held?", "hold", "add", "neo/ops", "--reason", "why")]
    [InlineData("What is to be held?", "hold", "add", "neo/ops", "a", "--filter", "true", "--reason", "why")]
    [InlineData("One name at a time", "hold", "add", "neo/ops", "a", "b", "--reason", "why")]
    [InlineData("is not a time", "hold", "add", "neo/ops", "a", "--reason", "why", "--until", "soon")]
    [InlineData("--reason", "hold", "lift", "neo/ops", "0199b2c3-7d4e-7f00-8000-000000000001")]
    [InlineData("One hold at a time", "hold", "lift", "neo/ops", "--reason", "why")]
    [InlineData("One file at a time", "trace", "neo/ops")]
    [InlineData("is not an ID", "reconcile", "neo/ops", "--id", "5")]
    public async Task What_makes_no_sense_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }
}
