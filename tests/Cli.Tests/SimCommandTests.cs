using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class SimCommandTests : IDisposable
{
    private readonly SomeTelemetry _some = new();

    public void Dispose() => _some.Dispose();

    [Fact]
    public async Task What_is_simulated_decodes_within_its_limits()
    {
        var rows = await DecodedAsync("nominal");
        Assert.Equal(400, rows.Count);
        Assert.All(rows, r => Assert.Equal(("good", null, null), (r["status"]!.GetValue<string>(), r["levels"], r["states"])));
        Assert.Equal(["/m/power", "/m/state"], rows.Select(r => r["container"]!.GetValue<string>()).Distinct().Order());
        Assert.True(rows.Where(r => r["container"]!.GetValue<string>() == "/m/power").Select(r => r["values"]!["/m/TEMPERATURE"]!.GetValue<int>()).Distinct().Count() > 20);
    }

    [Fact]
    public async Task Scenarios_are_what_they_are_called()
    {
        Assert.Contains(await DecodedAsync("limits"), r => r["levels"]?["/m/VOLTAGE"]?.GetValue<string>() == "warning");
        Assert.True((await TalliedAsync("gap")).Sum(p => p!["missing"]!.GetValue<int>()) > 0);
        Assert.Equal(0, (await TalliedAsync("nominal")).Sum(p => p!["missing"]!.GetValue<int>()));
        await DecodedAsync("corrupt");
        Assert.NotEqual(await File.ReadAllBytesAsync(_some.At("corrupt.bin"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_some.At("nominal.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Packets_are_sent_as_datagrams()
    {
        using var station = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)station.Client.LocalEndPoint!).Port;
        Assert.Equal("3 packets of 2 kinds\n", (await RunAsync("sim", "-d", _some.Database, "--udp", $"127.0.0.1:{port}", "--rate", "1000", "-n", "3")).Out);
        for (var i = 0; i < 3; i++)
            Assert.InRange((await station.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer.Length, 7, 10);
    }

    [Theory]
    [InlineData("either to --udp", "-n", "1")]
    [InlineData("wants --count", "-o", "x.bin")]
    [InlineData("is not HOST:PORT", "--udp", "nowhere")]
    [InlineData("is not a number of packets", "--udp", "127.0.0.1:1", "--rate", "0")]
    public async Task What_makes_no_sense_is_told(string words, params string[] args)
    {
        var said = await RunAsync(["sim", "-d", _some.Database, .. args]);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    private async Task<JsonArray> TalliedAsync(string scenario)
    {
        Assert.Equal(0, (await RunAsync("sim", "-d", _some.Database, "--scenario", scenario, "-n", "400", "-o", _some.At($"{scenario}.bin"))).ExitCode);
        return (await RunAsync("tm", "packets", _some.At($"{scenario}.bin"), "--json")).Json["processes"]!.AsArray();
    }

    private async Task<List<JsonNode>> DecodedAsync(string scenario)
    {
        await TalliedAsync(scenario);
        var file = _some.At($"{scenario}.json");
        await RunAsync("tm", "decode", _some.At($"{scenario}.bin"), "-d", _some.Database, "--to", "json", "-o", file);
        return [.. (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(l => JsonNode.Parse(l)!)];
    }

    private static async Task<Said> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Out = output, Error = error, In = TextReader.Null, OpenOut = () => Stream.Null, Variable = _ => null };
        var code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
