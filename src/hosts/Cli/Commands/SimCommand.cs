using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A simulated spacecraft, made of its database, that sends packets to a channel or into a file.</summary>
internal sealed class SimCommand : Verb
{
    private readonly Option<string> _database = new("--database", "-d") { Description = "The XTCE file of the spacecraft.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _udp = new("--udp") { Description = "Where packets are sent to, a datagram each.", HelpName = "HOST:PORT" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file that packets are written to, one behind the other.", HelpName = "FILE" };
    private readonly Option<double> _rate = new("--rate") { Description = "How many in a second; a file is written as fast as it goes.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<long?> _count = new("--count", "-n") { Description = "How many; without end when left out.", HelpName = "N" };
    private readonly Option<string> _scenario = new("--scenario") { Description = "What befalls them: nominal, limits, gap, corrupt.", HelpName = "WORD", DefaultValueFactory = _ => "nominal" };
    private readonly Option<int> _seed = new("--seed") { Description = "The same seed makes the same packets.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly XtceOptionsOf _xtce;

    public SimCommand() : base("sim", "Simulate a spacecraft: send packets made by its database.")
    {
        _scenario.AcceptOnlyFromAmong("nominal", "limits", "gap", "corrupt");
        foreach (var option in (Option[])[_database, _udp, _output, _rate, _count, _scenario, _seed])
            Add(option);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry sim --database swot.xml --udp 127.0.0.1:10015 --rate 50",
        "gantry sim --database swot.xml --udp 127.0.0.1:10015 --scenario limits",
        "gantry sim --database swot.xml --count 100000 -o day.bin --seed 7",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (udp, file, rate, count) = (call.Get(_udp), call.Get(_output), call.Get(_rate), call.Get(_count));
        if (udp is null == file is null)
            throw new UsageException("Packets go either to --udp HOST:PORT or into --output FILE.");
        if (rate is not (> 0 and <= 1_000_000))
            throw new UsageException($"--rate {rate.ToString(CultureInfo.InvariantCulture)} is not a number of packets in a second, such as 5 or 0.2.");
        if (count is < 1 || file is not null && count is null)
            throw new UsageException(count is null ? "A file wants --count: how many packets?" : $"--count {count} sends nothing; it is at least 1.");
        var database = DatabaseFile.Open(call.Get(_database)!, _xtce.Read(call));
        var simulator = new PacketSimulator(CompiledDatabase.Compile(database, DatabaseFile.Root(database, call.Get(_database)!)), Enum.Parse<SimulatedTrouble>(call.Get(_scenario)!, ignoreCase: true), call.Get(_seed));
        if (simulator.Kinds == 0)
            throw new FaultException(new(FaultKind.Invalid, "sim.nothing_to_send", $"{call.Get(_database)} has no space packet whose fields stand at the same places in all of them, so there is nothing to simulate."));
        var sent = file is not null ? await WriteAsync(simulator, file, count!.Value, call.Ct) : await SendAsync(call, simulator, udp!, rate, count);
        call.Show(new { simulator.Kinds, Packets = sent }, _ => call.Out.Line($"{sent} packets of {Units.Count(simulator.Kinds, "kind", "kinds")}"));
        return ExitCode.Done;
    }

    private static async Task<long> WriteAsync(PacketSimulator simulator, string file, long count, CancellationToken ct)
    {
        await using (var stream = new FileStream(file + ".part", FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            for (var i = 0L; i < count; i++)
            {
                ct.ThrowIfCancellationRequested();
                stream.Write(simulator.Next());
            }
        }
        File.Move(file + ".part", file, overwrite: true);
        return count;
    }

    private static async Task<long> SendAsync(Call call, PacketSimulator simulator, string udp, double rate, long? count)
    {
        var colon = udp.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(udp.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
            throw new UsageException($"--udp '{udp}' is not HOST:PORT, such as 127.0.0.1:10015.");
        using var client = new UdpClient();
        var (sent, begun) = (0L, call.Clock.GetTimestamp());
        try
        {
            for (; sent < (count ?? long.MaxValue); sent++)
            {
                if (TimeSpan.FromSeconds(sent / rate) - call.Clock.GetElapsedTime(begun) is { Ticks: > 0 } early)
                    await Task.Delay(early, call.Clock, call.Ct);
                await client.SendAsync(simulator.Next(), udp[..colon], port, call.Ct);
            }
        }
        catch (OperationCanceledException) when (count is null)
        {
            // Ctrl-C is how a simulation without end ends.
        }
        catch (SocketException e)
        {
            throw new IOException($"{udp} cannot be sent to: {e.Message}", e);
        }
        return sent;
    }
}
