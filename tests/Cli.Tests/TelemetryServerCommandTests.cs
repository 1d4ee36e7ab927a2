using System.Net;
using System.Net.Sockets;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class TelemetryServerCommandTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channels_values_plots_and_alarms_are_told()
    {
        var port = FreePort();
        var folder = desk.MissionFolder("probe");
        Directory.CreateDirectory(Path.Combine(folder, "telemetry"));
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry", "mission.xml"), SamplePackets.Xml("0.5"), Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry", "channels.yaml"), $"channels:\n  - {{ name: downlink, environments: [dev], database: mission.xml, from: {{ kind: udp, port: {port} }} }}\n", Ct);
        Assert.Contains("is sound", (await desk.RunAsync("check", folder)).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("apply", folder)).ExitCode);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("tm", "channels", "probe/dev")).Out.Contains(" up ", StringComparison.Ordinal), "the channel is up");

        var watching = desk.RunAsync("tm", "watch", "probe/dev", "VOLTAGE", "--count", "1");
        using var sender = new UdpClient();
        var sent = 0;
        while (!watching.IsCompleted)
        {
            await sender.SendAsync(SamplePackets.Of(SamplePackets.Power, sent, sent++), new IPEndPoint(IPAddress.Loopback, port), Ct);
            await Task.WhenAny(watching, Task.Delay(100, Ct));
        }
        var watched = await watching;
        Assert.True(watched.ExitCode == 0, watched.Error);
        Assert.Matches(@"Z  /m/VOLTAGE = \d", watched.Out);
        while (sent < 30)
            await sender.SendAsync(SamplePackets.Of(SamplePackets.Power, sent, sent++), new IPEndPoint(IPAddress.Loopback, port), Ct);
        await Eventually.HoldsAsync(async () => (await desk.RunAsync("tm", "channels", "probe/dev", "--json")).Json["items"]!.AsArray().FirstOrDefault()?["packets"]!.GetValue<int>() >= sent, "all packets came");

        var plot = await desk.RunAsync("tm", "plot", "probe/dev", "VOLTAGE", "--last", "1h", "--width", "40");
        Assert.Contains($"{sent} values, least 0, largest ", plot.Out, StringComparison.Ordinal);
        Assert.Contains(plot.Out, letter => letter is > (char)0x2800 and < (char)0x2900);
        var svg = Path.Combine(desk.Folder, "plot.svg");
        Assert.Equal(0, (await desk.RunAsync("tm", "plot", "probe/dev", "VOLTAGE", "--svg", svg)).ExitCode);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Load(svg).Root!.Name.LocalName);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("tm", "plot", "probe/dev", "VOLTAG")).ExitCode);

        var alarms = await desk.RunAsync("tm", "alarms", "probe/dev", "--json");
        var id = Assert.Single(alarms.Json["items"]!.AsArray())!["id"]!.GetValue<string>();
        Assert.Contains("put aside until", (await desk.RunAsync("tm", "alarms", "probe/dev", "--shelve", id, "--for", "2h")).Out, StringComparison.Ordinal);
        Assert.Contains("/m/VOLTAGE: ", (await desk.RunAsync("tm", "alarms", "probe/dev", "--acknowledge", id)).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await desk.RunAsync("tm", "alarms", "probe/dev", "--clear", id)).ExitCode);
        Assert.Equal("/m/VOLTAGE: over\n", (await desk.RunAsync("tm", "alarms", "probe/dev", "--clear", id, "--note", "a test")).Out);
        Assert.Equal(ExitCode.Conflict, (await desk.RunAsync("tm", "alarms", "probe/dev", "--acknowledge", id)).ExitCode);
        Assert.Equal("No alarms.\n", (await desk.RunAsync("tm", "alarms", "probe/dev")).Out);
    }

    [Fact]
    public async Task A_display_is_shown_and_says_what_no_database_of_the_environment_has()
    {
        var folder = desk.MissionFolder("shown");
        foreach (var (path, text) in ((string, string)[])
            [
                ("mission.xml", SamplePackets.Xml("0.5")), ("later.xml", SamplePackets.Xml("0.5").Replace("VOLTAGE", "THRUST", StringComparison.Ordinal)),
                ("channels.yaml", "channels:\n  - { name: craft, environments: [dev], database: mission.xml, from: { kind: simulator, rate: 20 } }\n  - { name: later, environments: [ops], database: later.xml, from: { kind: udp, port: 1 } }\n"),
                ("displays/power.yaml", "title: Power\ngroups:\n  - { title: Bus, kind: table, parameters: [{ name: VOLTAGE, label: Volts }, THRUST] }\n"),
                ("displays/engine.yaml", "title: Engine\ngroups:\n  - { title: Burn, kind: table, parameters: [THRUST] }\n"),
            ])
        {
            var file = Path.Combine(folder, "telemetry", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Ct);
        }
        Assert.Equal(0, (await desk.RunAsync("apply", folder)).ExitCode);
        var shown = await desk.RunAsync("tm", "watch", "shown/dev", "--display", "power", "--count", "1");
        Assert.True(shown.ExitCode == 0, shown.Error);
        Assert.Matches(@"Volts   -?\d", shown.Out);
        Assert.Contains("THRUST  no database here has THRUST", shown.Out, StringComparison.Ordinal);
        var none = await desk.RunAsync("tm", "watch", "shown/dev", "--display", "engine");
        Assert.Equal((ExitCode.Usage, true), (none.ExitCode, none.Error.Contains("No database of shown/dev has any parameter of the display 'engine'.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("is not a length of time", "tm", "plot", "probe/dev", "X", "--last", "long")]
    [InlineData("choose one", "tm", "plot", "probe/dev", "X", "--last", "1h", "--from", "2026-01-01")]
    [InlineData("Which parameter?", "tm", "plot", "probe/dev")]
    [InlineData("is not 10 to 5000", "tm", "plot", "probe/dev", "X", "--width", "3")]
    [InlineData("is not 10 to 60000", "tm", "watch", "probe/dev", "--every", "1")]
    [InlineData("MISSION/ENV", "tm", "channels")]
    public async Task What_makes_no_sense_is_told(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
