using Gantry.Parquet;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

/// <summary>What operators do with a channel: here one whose simulated spacecraft sends frames.</summary>
public sealed class TelemetryOperatingCommandTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_displays_limits_and_exports_are_told()
    {
        await ApplyAsync();
        var channel = (await desk.RunAsync("tm", "channels", "power/dev", "craft", "--json")).Json;
        Assert.Equal((77, "0,1"), (channel["virtualChannels"]![0]!["spacecraft"]!.GetValue<int>(), string.Join(',', channel["flows"]!.AsArray().Select(f => f!["virtualChannel"]!.GetValue<int>()).Distinct().Order())));
        Assert.Equal(0, channel["badFrames"]!.GetValue<int>());

        var page = await desk.RunAsync("tm", "watch", "power/dev", "--display", "bus", "--count", "6", "--every", "100");
        Assert.True(page.ExitCode == ExitCode.Done, page.Error);
        Assert.StartsWith("Power bus, ", page.Out, StringComparison.Ordinal);
        Assert.Matches(@"  Electrical\n    Voltage  [0-9.]+", page.Out);
        Assert.Contains("    MODE     ", page.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("tm", "watch", "power/dev", "--display", "buss")).ExitCode);

        string[] limits = ["tm", "limits", "power/dev"];
        Assert.Contains("Nobody has set limits; those of the database hold.\n", (await desk.RunAsync(limits)).Out, StringComparison.Ordinal);
        Assert.Matches("/m/VOLTAGE +of the database .* warning ..8", (await desk.RunAsync([.. limits, "VOLTAGE"])).Out);
        Assert.Matches("/m/VOLTAGE +warning -1..2, 3 in a row ", (await desk.RunAsync([.. limits, "VOLTAGE", "--set", "warning -1..2", "--violations", "3", "--reason", "a test"])).Out);
        Assert.Matches("/m/VOLTAGE +off .* admin +still a test +warning ..8", (await desk.RunAsync([.. limits, "VOLTAGE", "--off", "--for", "2h", "--reason", "still a test"])).Out);
        Assert.Single((await desk.RunAsync([.. limits, "--json"])).Json.AsArray());
        Assert.Matches("/m/VOLTAGE +of the database ", (await desk.RunAsync([.. limits, "VOLTAGE", "--lift"])).Out);
        Assert.Empty((await desk.RunAsync([.. limits, "--json"])).Json.AsArray());
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync([.. limits, "VOLTAG"])).ExitCode);

        var (csv, parquet) = (Path.Combine(desk.Folder, "power.csv"), Path.Combine(desk.Folder, "power.parquet"));
        var said = await desk.RunAsync("tm", "export", "power/dev", "VOLTAGE", "MODE", "-o", csv);
        Assert.Matches("power.csv: [0-9]+ packets with values", said.Error);
        var lines = await File.ReadAllLinesAsync(csv, Ct);
        Assert.Contains("VOLTAGE", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 10, $"{lines.Length} lines");
        Assert.Equal(ExitCode.Done, (await desk.RunAsync("tm", "export", "power/dev", "VOLTAGE", "--raw", "-o", parquet)).ExitCode);
        await using var stream = File.OpenRead(parquet);
        var reader = ParquetReader.Open(stream);
        Assert.Contains(reader.Columns, c => c.Name.Contains("VOLTAGE", StringComparison.Ordinal));
        Assert.True(reader.Read(0, 0).Rows > 10);
    }

    [Theory]
    [InlineData("do one", "tm", "limits", "power/dev", "X", "--off", "--lift")]
    [InlineData("Name one parameter", "tm", "limits", "power/dev", "--lift")]
    [InlineData("--reason TEXT", "tm", "limits", "power/dev", "X", "--off")]
    [InlineData("is not a level and a range", "tm", "limits", "power/dev", "X", "--set", "warning high", "--reason", "r")]
    [InlineData("is not a length of time", "tm", "limits", "power/dev", "X", "--off", "--reason", "r", "--for", "ever")]
    [InlineData("name no others", "tm", "watch", "power/dev", "X", "--display", "bus")]
    [InlineData("choose one", "tm", "export", "power/dev", "X", "-o", "x.csv", "--last", "1h", "--from", "2026-01-01")]
    [InlineData("Nothing is from", "tm", "export", "power/dev", "X", "-o", "x.csv", "--from", "2026-01-02", "--to", "2026-01-01")]
    public async Task What_makes_no_sense_is_told(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    private async Task ApplyAsync()
    {
        var folder = desk.MissionFolder("power");
        Directory.CreateDirectory(Path.Combine(folder, "telemetry", "displays"));
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry", "mission.xml"), SamplePackets.Xml("0.5"), Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry", "channels.yaml"), """
            channels:
              - name: craft
                environments: [dev]
                database: mission.xml
                from: { kind: simulator, scenario: corrupt, rate: 100, virtualChannels: 2 }
                framing: { kind: frames, frames: tm, code: rs16, interleave: 1, spacecraft: 77 }
            """, Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry", "displays", "bus.yaml"), """
            title: Power bus
            groups:
              - title: Electrical
                kind: table
                parameters: [{ name: VOLTAGE, label: Voltage }, MODE]
            """, Ct);
        var said = await desk.RunAsync("apply", folder);
        Assert.True(said.ExitCode == ExitCode.Done, said.Error);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("tm", "channels", "power/dev", "--json")).Json["items"]!.AsArray().FirstOrDefault()?["corrected"]!.GetValue<int>() > 0, "octets were put right");
    }
}
