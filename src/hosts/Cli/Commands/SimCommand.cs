using System.CommandLine;
using System.Globalization;
using Gantry.Simulation;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A simulated spacecraft, made of its database, that sends packets to a channel or into a file.</summary>
internal sealed class SimCommand : Verb
{
    // The time of the first packet in a file, so that the same words make the same file.
    private static readonly DateTimeOffset _usualStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Option<string[]> _database = new("--database", "-d") { Description = "The XTCE file of the spacecraft; said twice, two spacecraft take turns on one link.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _udp = new("--udp") { Description = "Where packets are sent to, a datagram each.", HelpName = "HOST:PORT" };
    private readonly Option<string?> _tcp = new("--tcp") { Description = "Where to connect to, and to send packets one behind the other; again when the connection is lost.", HelpName = "HOST:PORT" };
    private readonly Option<int?> _listen = new("--listen") { Description = "The port on this machine to which channels of kind tcp connect; all of them get all packets.", HelpName = "PORT" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file that packets are written to, one behind the other.", HelpName = "FILE" };
    private readonly Option<double?> _rate = new("--rate") { Description = "How many in a second, of all kinds together; as the scenario and the database say when left out. A file is written as fast as it goes.", HelpName = "N" };
    private readonly Option<long?> _count = new("--count", "-n") { Description = "How many; without end when left out.", HelpName = "N" };
    private readonly Option<string> _scenario = new("--scenario") { Description = "What befalls them: nominal, limits, gap, corrupt, database-change, or a file such as telemetry/scenarios/eclipse.yaml.", HelpName = "WORD|FILE", DefaultValueFactory = _ => "nominal" };
    private readonly Option<string?> _next = new("--next") { Description = "Of database-change: the database that the spacecraft goes on with.", HelpName = "FILE" };
    private readonly Option<string> _after = new("--after") { Description = "Of database-change: after how long.", HelpName = "SPAN", DefaultValueFactory = _ => "30s" };
    private readonly Option<int> _seed = new("--seed") { Description = "The same seed makes the same packets.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _start = new("--start") { Description = "The spacecraft's time at the beginning; now when packets are sent, 2026-01-01T00:00:00Z in a file.", HelpName = "TIME" };
    private readonly Option<bool> _frames = new("--frames") { Description = "Sends transfer frames with the packets in them; the options of 'tm frames' say how they are built." };
    private readonly Option<int> _channels = new("--virtual-channels") { Description = "Of frames: processes share so many virtual channels; one more carries idle frames.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _least = new("--frame-rate") { Description = "Of frames: at least so many go in a second, filled up or idle.", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly LinkOptions _link;
    private readonly XtceOptionsOf _xtce;

    public SimCommand() : base("sim", "Simulate a spacecraft: send packets made by its database.")
    {
        foreach (var option in (Option[])[_database, _udp, _tcp, _listen, _output, _rate, _count, _scenario, _next, _after, _seed, _start, _frames, _channels, _least])
            Add(option);
        _link = new(this);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry sim --database swot.xml --udp 127.0.0.1:10015 --rate 50",
        "gantry sim --database swot.xml --listen 10016 --scenario telemetry/scenarios/eclipse.yaml",
        "gantry sim --database swot.xml --count 100000 -o day.bin --seed 7",
        "gantry sim --database swot.xml --frames --kind tm --virtual-channels 3 --scenario corrupt --udp 127.0.0.1:10015",
        "gantry sim --database swot.xml --scenario database-change --next swot-2.xml --after 1m --udp 127.0.0.1:10015",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (file, rate, count) = (call.Get(_output), call.Get(_rate), call.Get(_count));
        if (((object?[])[call.Get(_udp), call.Get(_tcp), call.Get(_listen), file]).Count(way => way is not null) != 1)
            throw new UsageException("Packets go one way: --udp HOST:PORT, --tcp HOST:PORT, --listen PORT, or into --output FILE.");
        if (rate is not (null or > 0 and <= 1_000_000))
            throw new UsageException($"--rate {rate?.ToString(CultureInfo.InvariantCulture)} is not a number of packets in a second, such as 5 or 0.2.");
        if (count is < 1 || file is not null && count is null)
            throw new UsageException(count is null ? "A file wants --count: how many packets?" : $"--count {count} sends nothing; it is at least 1.");
        var (fleet, scenario) = Fleet(call, file is null ? call.Clock.GetUtcNow() : _usualStart);
        var (packets, left) = (0L, count ?? long.MaxValue);
        SimulatedPacket? Packet()
        {
            if (left-- <= 0)
                return null;
            packets++;
            return fleet.Next();
        }
        var next = call.Get(_frames) ? Framed(call, Packet, scenario) : Packet;
        long sent;
        if (file is not null)
        {
            sent = await WriteAsync(next, file, call.Ct);
        }
        else
        {
            await using var way = await SimulatedWay.OpenAsync(call.Get(_udp), call.Get(_tcp), call.Get(_listen), call.Clock, call.Ct);
            sent = await SendAsync(call, next, way, count is null);
        }
        long? frames = call.Get(_frames) ? sent : null;
        call.Show(new { fleet.Kinds, Packets = packets, Frames = frames }, _ =>
            call.Out.Line($"{packets} packets of {Units.Count(fleet.Kinds, "kind", "kinds")}{(frames is null ? "" : $" in {frames} frames")}"));
        return ExitCode.Done;
    }

    private Func<SimulatedPacket?> Framed(Call call, Func<SimulatedPacket?> packets, Scenario scenario)
    {
        var frames = new SimulatedFrames(_link.Read(call)) { VirtualChannels = call.Get(_channels), LeastPerSecond = call.Get(_least) };
        if (frames.WhyInvalid() is { } complaint)
            throw new UsageException($"Such frames cannot be sent: {complaint}.");
        if (frames.LeastPerSecond is not (>= 0.001 and <= 100_000))
            throw new UsageException($"--frame-rate {frames.LeastPerSecond.ToString(CultureInfo.InvariantCulture)} is not a number of frames in a second, such as 2 or 0.2.");
        return new FramedPackets(packets, frames, scenario, call.Get(_seed)).Next;
    }

    private (SimulatedFleet Fleet, Scenario Scenario) Fleet(Call call, DateTimeOffset usual)
    {
        var (files, word, seed) = (call.Get(_database)!, call.Get(_scenario)!, call.Get(_seed));
        var start = usual;
        if (call.Get(_start) is { } text && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out start))
            throw new UsageException($"--start '{text}' is not a time such as 2026-11-21T09:00:00Z.");
        if (word == "database-change" == call.Get(_next) is null)
            throw new UsageException("--scenario database-change and --next FILE belong together: which database does the spacecraft go on with?");
        var databases = files.Select(file => Open(call, file)).ToList();
        var scenario = Scenario(call, word, databases[0].Database);
        var fleet = new SimulatedFleet([.. databases.Select((database, i) => new Spacecraft(database, scenario, seed + i, start, call.Get(_rate) / databases.Count, other => Other(call, word, files[0], other)))]);
        return fleet.Kinds > 0 ? (fleet, scenario) : throw new FaultException(new(FaultKind.Invalid, "sim.nothing_to_send", $"{files[0]} has no space packet that can be made of it, so there is nothing to simulate."));
    }

    private Scenario Scenario(Call call, string word, XtceDatabase database)
    {
        if (Simulation.Scenario.Words.Contains(word))
            return Simulation.Scenario.Of(word, call.Get(_frames));
        if (word == "database-change")
            return new() { Events = [new DatabaseEvent(call.Get(_next)!) { At = Durations.TryParse(call.Get(_after)!, out var after) ? after : throw new UsageException($"--after '{call.Get(_after)}' is not a length of time such as 30s.") }] };
        if (!word.EndsWith(".yaml", StringComparison.Ordinal) && !word.EndsWith(".yml", StringComparison.Ordinal))
            throw new UsageException($"--scenario '{word}' is none of {string.Join(", ", Simulation.Scenario.Words)}, database-change, and no file that ends with .yaml.");
        return ScenarioFile.Read(File.ReadAllBytes(word), word, database, out var problems)
            ?? throw new FaultException(new(FaultKind.Invalid, "sim.bad_scenario", string.Join('\n', problems.Select(p => $"{word}:{p.Line}:{p.Column}: {p.Message}"))));
    }

    // Of a mission, files stand beside the database; of the command, where one is.
    private SimulatedDatabase Other(Call call, string word, string first, string other) =>
        Open(call, word == "database-change" ? other : Path.Combine(Path.GetDirectoryName(first) ?? "", other));

    private SimulatedDatabase Open(Call call, string file)
    {
        var database = DatabaseFile.Open(file, _xtce.Read(call));
        return new(database, DatabaseFile.Root(database, file));
    }

    private static async Task<long> WriteAsync(Func<SimulatedPacket?> next, string file, CancellationToken ct)
    {
        var written = 0L;
        await using (var stream = new FileStream(file + ".part", FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            for (; next() is { } one; written++)
            {
                ct.ThrowIfCancellationRequested();
                stream.Write(one.Octets);
            }
        }
        File.Move(file + ".part", file, overwrite: true);
        return written;
    }

    private static async Task<long> SendAsync(Call call, Func<SimulatedPacket?> next, SimulatedWay way, bool isEndless)
    {
        var (sent, begun) = (0L, call.Clock.GetTimestamp());
        try
        {
            for (; next() is { } packet; sent++)
            {
                if (packet.Due - call.Clock.GetElapsedTime(begun) is { Ticks: > 0 } early)
                    await Task.Delay(early, call.Clock, call.Ct);
                await way.SendAsync(packet.Octets, call.Ct);
            }
        }
        catch (OperationCanceledException) when (isEndless)
        {
            // Ctrl-C is how a simulation without end ends.
        }
        return sent;
    }
}
