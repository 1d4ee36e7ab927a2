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

    [Theory]
    [InlineData("tm", "nominal")]
    [InlineData("aos", "nominal")]
    [InlineData("uslp", "nominal")]
    [InlineData("tm", "corrupt")]
    [InlineData("uslp", "corrupt")]
    public async Task Frames_bring_the_packets_that_are_in_them(string kind, string scenario)
    {
        string[] sim = ["sim", "-d", _some.Database, "-n", "300", "--seed", "3"];
        string[] link = ["--kind", kind, "--interleave", "2", "--spacecraft", "77"];
        await RunAsync([.. sim, "-o", _some.At("bare.bin")]);
        var said = await RunAsync([.. sim, .. link, "--frames", "--scenario", scenario, "--frame-rate", "0.1", "-o", _some.At("link.bin")]);
        Assert.Matches("^300 packets of 2 kinds in [0-9]+ frames\n$", said.Out);
        var frames = await RunAsync(["tm", "frames", _some.At("link.bin"), .. link, "--packets", _some.At("back.bin"), "--json"]);
        Assert.Equal(ExitCode.Done, frames.ExitCode);
        // Few octets are wrong in a frame, and the code puts them right.
        Assert.Equal(await File.ReadAllBytesAsync(_some.At("bare.bin"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_some.At("back.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Frames_that_cannot_be_sent_are_refused()
    {
        string[] sim = ["sim", "-d", _some.Database, "-n", "3", "-o", _some.At("never.bin"), "--frames"];
        Assert.Contains("9 virtual channels are not 1 to 7", (await RunAsync([.. sim, "--kind", "tm", "--virtual-channels", "9"])).Error, StringComparison.Ordinal);
        Assert.Contains("--frame-rate 0 is not a number of frames", (await RunAsync([.. sim, "--frame-rate", "0"])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_some.At("never.bin")));
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
    [InlineData(true)]
    [InlineData(false)]
    public async Task Packets_go_over_a_connection_whoever_makes_it(bool connects)
    {
        var ct = TestContext.Current.CancellationToken;
        using var station = new TcpListener(IPAddress.Loopback, 0);
        station.Start();
        var port = ((IPEndPoint)station.LocalEndpoint).Port;
        if (!connects)
            station.Stop();
        var said = RunAsync(["sim", "-d", _some.Database, .. connects ? (string[])["--tcp", $"127.0.0.1:{port}"] : ["--listen", $"{port}"], "--rate", "100", .. connects ? (string[])["-n", "20"] : ["-n", "200"]]);
        using var link = connects ? await station.AcceptTcpClientAsync(ct) : await ConnectAsync(port, ct);
        var octets = new byte[34];
        await link.GetStream().ReadExactlyAsync(octets, ct);
        // Whole packets, one behind the other, of 10 and of 7 octets in turn.
        Assert.Contains(octets[5], (byte[])[0, 3]);
        Assert.Equal(0, (await said).ExitCode);
    }

    [Fact]
    public async Task A_spacecraft_goes_on_with_another_database_and_two_share_a_link()
    {
        var other = _some.At("other.xml");
        await File.WriteAllTextAsync(other, (await File.ReadAllTextAsync(_some.Database, TestContext.Current.CancellationToken)).Replace("parameterRef=\"APID\" value=\"5\"", "parameterRef=\"APID\" value=\"9\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("sim", "-d", _some.Database, "--scenario", "database-change", "--next", other, "--after", "50s", "-n", "400", "-o", _some.At("change.bin"))).ExitCode);
        Assert.Equal(0, (await RunAsync("sim", "-d", _some.Database, "-d", other, "-n", "400", "-o", _some.At("two.bin"))).ExitCode);
        foreach (var file in (string[])["change.bin", "two.bin"])
        {
            var apids = (await RunAsync("tm", "packets", _some.At(file), "--json")).Json["processes"]!.AsArray().Select(p => p!["apid"]!.GetValue<int>());
            Assert.Equal([5, 6, 9], apids);
        }
    }

    [Fact]
    public async Task A_scenario_is_read_from_a_file_and_what_is_wrong_with_it_is_told_with_its_line()
    {
        var scenario = _some.At("scenario.yaml");
        await File.WriteAllTextAsync(scenario, "parameters:\n  - { name: VOLTAGE, kind: constant, value: 3 }\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("sim", "-d", _some.Database, "--scenario", scenario, "-n", "10", "-o", _some.At("constant.bin"))).ExitCode);
        await File.WriteAllTextAsync(scenario, "parameters:\n  - { name: VOLTAG, kind: constant, value: 3 }\n", TestContext.Current.CancellationToken);
        var said = await RunAsync("sim", "-d", _some.Database, "--scenario", scenario, "-n", "10", "-o", _some.At("constant.bin"));
        Assert.Contains($"{scenario}:2:13: the database has no parameter 'VOLTAG'; did you mean 'VOLTAGE'?", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("go one way", "-n", "1")]
    [InlineData("go one way", "--udp", "127.0.0.1:1", "--listen", "1")]
    [InlineData("belong together", "-o", "x.bin", "-n", "1", "--scenario", "database-change")]
    [InlineData("is none of nominal", "-o", "x.bin", "-n", "1", "--scenario", "storm")]
    [InlineData("wants --count", "-o", "x.bin")]
    [InlineData("is not HOST:PORT", "--udp", "nowhere")]
    [InlineData("is not a number of packets", "--udp", "127.0.0.1:1", "--rate", "0")]
    public async Task What_makes_no_sense_is_told(string words, params string[] args)
    {
        var said = await RunAsync(["sim", "-d", _some.Database, .. args]);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    private static async Task<TcpClient> ConnectAsync(int port, CancellationToken ct)
    {
        while (true)
        {
            var link = new TcpClient();
            try
            {
                await link.ConnectAsync(IPAddress.Loopback, port, ct);
                return link;
            }
            catch (SocketException)
            {
                // Nobody listens yet.
                link.Dispose();
                await Task.Delay(20, ct);
            }
        }
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
