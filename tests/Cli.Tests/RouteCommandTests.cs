using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class RouteCommandTests(Desk desk) : IClassFixture<Desk>
{
    private async Task StandAsync(string mission)
    {
        var folder = desk.MissionFolder(mission, ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n"));
        Directory.CreateDirectory(Path.Combine(folder, "routes"));
        await File.WriteAllTextAsync(Path.Combine(folder, "routes", "out.yaml"), $"routes:\n  - name: out\n    since: beginning\n    to: {{ kind: folder, folder: {mission} }}\n", TestContext.Current.CancellationToken);
        Assert.Contains("is sound", (await desk.RunAsync("check", folder)).Out, StringComparison.Ordinal);
        foreach (var words in new[] { new[] { "apply", folder }, ["promote", mission, "--to", "aiv"], ["promote", mission, "--to", "ops"] })
            Assert.Equal(0, (await desk.RunAsync(words)).ExitCode);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("routes", "pause", $"{mission}/ops", "out", "--reason", "not yet")).ExitCode == 0, "the route stands");
    }

    [Fact]
    public async Task A_route_is_paused_resumed_looked_at_and_sends_by_hand()
    {
        await StandAsync("sending");
        Assert.Equal(0, (await desk.RunAsync("put", "sending/ops", desk.File("a.bin", "first"))).ExitCode);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("routes", "deliveries", "sending/ops", "out", "--state", "waiting")).Out.Contains("a.bin", StringComparison.Ordinal), "a.bin waits");
        var shown = await desk.RunAsync("routes", "show", "sending/ops", "out");
        Assert.Contains("is paused, by admin", shown.Out, StringComparison.Ordinal);
        Assert.Contains("not yet", shown.Out, StringComparison.Ordinal);

        Assert.Contains("is active", (await desk.RunAsync("routes", "resume", "sending/ops", "out")).Out, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("routes", "ls", "sending/ops", "--json")).Json["items"]!.AsArray().FirstOrDefault()?["delivered"]!.GetValue<int>() == 1, "a.bin is delivered");
        var delivery = (await desk.RunAsync("routes", "deliveries", "sending/ops", "out", "--json")).Json["items"]![0]!;
        Assert.EndsWith("sending/a.bin", delivery["remotePath"]!.GetValue<string>(), StringComparison.Ordinal);

        Assert.Contains("Nothing of out was dead.", (await desk.RunAsync("routes", "retry", "sending/ops", "out")).Out, StringComparison.Ordinal);
        Assert.Contains("a.bin is sent once more.", (await desk.RunAsync("routes", "retry", "sending/ops", "out", delivery["id"]!.GetValue<string>())).Out, StringComparison.Ordinal);
        Assert.Contains("a.bin is sent by out.", (await desk.RunAsync("routes", "send", "sending/ops", "out", "a.bin")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("routes", "send", "sending/ops", "out", "nowhere.bin")).ExitCode);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("routes", "deliveries", "sending/ops", "nope")).ExitCode);
    }

    [Theory]
    [InlineData("Which route of neo/ops?", "routes", "show", "neo/ops")]
    [InlineData("MISSION/ENV", "routes", "ls", "neo")]
    [InlineData("is not an ID", "routes", "retry", "neo/ops", "out", "5")]
    [InlineData("--reason", "routes", "drop", "neo/ops", "out", "0199b2c3-7d4e-7f00-8000-000000000001")]
    [InlineData("Which products?", "routes", "send", "neo/ops", "out")]
    [InlineData("is not an ID", "subscriptions", "cancel", "mine")]
    [InlineData("One filter at most", "subscriptions", "create", "neo/ops", "Name", "eq")]
    [InlineData("go together", "subscriptions", "create", "neo/ops", "--user", "me")]
    public async Task What_makes_no_sense_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_is_made_shown_paused_resumed_and_ended()
    {
        await desk.ClimbAsync("told");
        var made = await desk.RunAsync("subscriptions", "create", "told/ops", "endswith(Name,'.bin')", "--json");
        var id = made.Json["id"]!.GetValue<string>();
        Assert.Equal(ExitCode.Invalid, (await desk.RunAsync("subscriptions", "create", "told/ops", "Nope eq 1")).ExitCode);
        Assert.Equal(ExitCode.Invalid, (await desk.RunAsync("subscriptions", "create", "--everywhere", "--endpoint", "http://127.0.0.1/")).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("put", "told/ops", desk.File("told.bin", "news"))).ExitCode);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("subscriptions", "show", id, "--json")).Json["subscription"]!["waiting"]!.GetValue<int>() == 1, "it waits in the queue");

        Assert.Contains("nowhere; its owner reads its queue", (await desk.RunAsync("subscriptions", "show", id)).Out, StringComparison.Ordinal);
        Assert.Contains("is paused", (await desk.RunAsync("subscriptions", "pause", id)).Out, StringComparison.Ordinal);
        Assert.Contains("is running", (await desk.RunAsync("subscriptions", "resume", id)).Out, StringComparison.Ordinal);
        Assert.Contains(id, (await desk.RunAsync("subscriptions", "ls")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Conflict, (await desk.RunAsync("subscriptions", "retry", id)).ExitCode);
        Assert.Contains("is cancelled", (await desk.RunAsync("subscriptions", "cancel", id)).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Conflict, (await desk.RunAsync("subscriptions", "resume", id)).ExitCode);
    }
}
