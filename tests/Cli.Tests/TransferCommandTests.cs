using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class TransferCommandTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_refused_file_does_not_keep_the_others_out()
    {
        await desk.ClimbAsync("several");
        var said = await desk.RunAsync("put", "several/ops", desk.File("s1.bin", "1"), desk.File("s2.xyz", "2"), desk.File("s3.bin", "3"), "--verify", "--jobs", "3");

        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Contains("s1.bin", said.Out, StringComparison.Ordinal);
        Assert.Contains("s3.bin", said.Out, StringComparison.Ordinal);
        Assert.Contains("s2.xyz", said.Error, StringComparison.Ordinal);
        Assert.Contains("2 of 3 files are in several/ops.", said.Error, StringComparison.Ordinal);

        var json = await desk.RunAsync("put", "--mission", "several", "--env", "ops", desk.File("s1.bin", "1"), desk.File("s2.xyz", "2"), "--json");
        Assert.Equal(ExitCode.Invalid, json.ExitCode);
        Assert.False(json.Json["put"]![0]!["isNew"]!.GetValue<bool>());
        Assert.Equal("hub.unknown_type", json.Json["failed"]![0]!["problem"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_long_file_that_was_interrupted_is_gone_on_with_by_the_same_command()
    {
        await desk.ClimbAsync("long");
        var file = desk.File("long.bin", "");
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(100 << 20);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var first = desk.RunAsync(["put", "long/ops", file], null, ct: enough.Token);
        await Eventually.HoldsAsync(async () => await desk.UploadedAsync("long", "ops", "long.bin") > 0, "some of it is there");
        await enough.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, (await first).ExitCode);
        Assert.InRange(await desk.UploadedAsync("long", "ops", "long.bin"), 1, (100 << 20) - 1);

        var second = await desk.RunAsync("put", "long/ops", file, "--json");
        Assert.True(second.Json["put"]![0]!["isNew"]!.GetValue<bool>());
        Assert.Single((await desk.RunAsync("journal", "--mission", "long", "--kind", "hub.upload_begun", "--json")).Json["items"]!.AsArray());
        Assert.Contains("was there already", (await desk.RunAsync("put", "long/ops", file, "--no-resume")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_by_other_bytes_is_a_conflict()
    {
        await desk.ClimbAsync("taken");
        Assert.Equal(0, (await desk.RunAsync("put", "taken/dev", desk.File("t.bin", "one"))).ExitCode);
        var said = await desk.RunAsync("put", "taken/dev", desk.File("t.bin", "another"));
        Assert.Equal(ExitCode.Conflict, said.ExitCode);
        Assert.Contains("hub.name_taken", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_comes_out_to_standard_output_to_a_file_and_never_over_another_one()
    {
        await desk.ClimbAsync("outward");
        await desk.RunAsync("put", "outward/ops", desk.File("o.bin", "what went in"));
        using var bytes = new MemoryStream();
        Assert.Equal(0, (await desk.RunAsync(["get", "outward/ops", "o.bin", "-o", "-"], null, bytes: bytes)).ExitCode);
        Assert.Equal("what went in"u8.ToArray(), bytes.ToArray());

        var here = Path.Combine(desk.Folder, "here.bin");
        Assert.Equal(0, (await desk.RunAsync("get", "outward/ops", "o.bin", "-o", here)).ExitCode);
        Assert.Contains("was here already", (await desk.RunAsync("get", "outward/ops", "o.bin", "-o", here)).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(here, "mine", Ct);
        Assert.Equal(ExitCode.Conflict, (await desk.RunAsync("get", "outward/ops", "o.bin", "-o", here)).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(here, Ct));
        Assert.Equal(0, (await desk.RunAsync("get", "outward/ops", "o.bin", "-o", here, "--force")).ExitCode);
        Assert.Equal("what went in", await File.ReadAllTextAsync(here, Ct));
    }

    [Fact]
    public async Task A_list_is_cut_at_its_limit_and_says_so()
    {
        await desk.ClimbAsync("many");
        await desk.RunAsync(["put", "many/ops", .. Enumerable.Range(0, 7).Select(i => desk.File($"m{i}.bin", $"{i}"))]);
        var some = await desk.RunAsync("ls", "many/ops", "--limit", "3");
        Assert.Equal(4, some.Out.TrimEnd().Split('\n').Length);
        Assert.Contains("--limit 0", some.Error, StringComparison.Ordinal);
        Assert.Equal(7, (await desk.RunAsync("ls", "many/ops", "--limit", "0", "--json")).Json["items"]!.AsArray().Count);
        Assert.Single((await desk.RunAsync("ls", "-m", "many", "-e", "ops", "m3", "--json")).Json["items"]!.AsArray());
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("ls", "nowhere/ops")).ExitCode);
    }

    [Fact]
    public async Task Removing_tells_what_was_removed_and_what_was_not_there()
    {
        await desk.ClimbAsync("removal");
        await desk.RunAsync("put", "removal/dev", desk.File("r.bin", "r"));
        var said = await desk.RunAsync("rm", "removal/dev", "r.bin", "never.bin", "--reason", "a test", "--json");
        Assert.Equal(ExitCode.Missing, said.ExitCode);
        Assert.Equal("r.bin", said.Json["deleted"]![0]!.GetValue<string>());
        Assert.Equal("never.bin", said.Json["failed"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_journal_is_followed_from_a_place_line_by_line()
    {
        await desk.ClimbAsync("followed");
        var place = (await desk.RunAsync("journal", "--newest", "1", "--json")).Json["items"]![0]!["sequence"]!.ToString();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var shown = new StringWriter();
        var following = desk.RunAsync(["journal", "--follow", "--after", place, "--mission", "followed", "--json"], null, shown: shown, ct: enough.Token);
        await desk.RunAsync("put", "followed/ops", desk.File("f.bin", "f"));
        await Eventually.HoldsAsync(() => shown.GetStringBuilder().Length > 0, "the journal is followed");
        await enough.CancelAsync();
        var said = await following;

        Assert.Equal(0, said.ExitCode);
        var line = Assert.Single(said.Out.TrimEnd().Split('\n'));
        Assert.Contains("\"type\":\"gantry.hub.product_published\"", line, StringComparison.Ordinal);
    }
}
