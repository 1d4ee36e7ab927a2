using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>A telemetry link of a mission, as <c>telemetry/channels.yaml</c> says it.</summary>
internal sealed record ChannelDeclaration(string Name)
{
    public IReadOnlyList<string> Environments { get; init; } = [Rungs.Ops];

    /// <summary>The XTCE file in the mission folder.</summary>
    public required string Database { get; init; }

    public required XtceSettings Settings { get; init; }

    /// <summary>The parameter that says when a packet was made; the first absolute time in it when left out.</summary>
    public string? Time { get; init; }

    /// <summary>The time that stands at the same place in every packet; where the parameter is not said.</summary>
    public ClockDeclaration? Clock { get; init; }

    public required InputDeclaration From { get; init; }

    public required FramingDeclaration Framing { get; init; }
}

/// <summary>Where the octets of a channel come from.</summary>
internal abstract record InputDeclaration(string Kind)
{
    /// <summary>What comes from there was recorded earlier, and so raises no alarms.</summary>
    public virtual bool IsRecorded => false;
}

internal sealed record UdpDeclaration(string Address, int Port) : InputDeclaration("udp");

internal sealed record TcpDeclaration(string Host, int Port) : InputDeclaration("tcp");

internal sealed record ListenDeclaration(string Address, int Port) : InputDeclaration("listen");

internal sealed record ReplayDeclaration(string Folder, double? Speed) : InputDeclaration("replay")
{
    public override bool IsRecorded => true;
}

/// <summary>A simulated spacecraft, made of the channel's database.</summary>
/// <param name="Scenario">A word, or the name of a file in telemetry/scenarios/.</param>
/// <param name="Rate">Packets in a second, of all kinds together; as scenario and database say when left out.</param>
internal sealed record SimulatorDeclaration(string Scenario, int Seed, double? Rate) : InputDeclaration("simulator")
{
    /// <summary>Where it sends frames: how many virtual channels its processes share.</summary>
    public int VirtualChannels { get; init; } = 1;

    /// <summary>The scenario's file as the release has it; null of a word.</summary>
    public string? Content { get; init; }

    /// <summary>The databases that the scenario changes to.</summary>
    public IReadOnlyDictionary<string, Digest> Others { get; init; } = new Dictionary<string, Digest>();

    public Simulation.SimulatedFrames FramesOf(LinkFormat format) => new(format) { VirtualChannels = VirtualChannels };

    public override string ToString() => $"simulator {Scenario} {Seed}";
}

internal sealed record ProductsDeclaration(string Type) : InputDeclaration("products")
{
    public override bool IsRecorded => true;
}

/// <summary>How packets are found in the octets.</summary>
internal abstract record FramingDeclaration;

/// <summary>Space packets and encapsulation packets, one behind the other.</summary>
internal sealed record PacketsDeclaration(int Prefix) : FramingDeclaration;

internal sealed record FramesDeclaration(LinkFormat Format) : FramingDeclaration;

internal sealed record LengthDeclaration(LengthField Field, int Longest) : FramingDeclaration;

internal sealed record FixedDeclaration(int Length, byte[] Marker) : FramingDeclaration;

internal sealed record TerminatedDeclaration(byte[] End, int Longest) : FramingDeclaration;

internal sealed record SlipDeclaration(int Longest) : FramingDeclaration;

internal sealed record CobsDeclaration(int Longest) : FramingDeclaration;

/// <summary>A channel of an environment.</summary>
internal readonly record struct ChannelKey(string Mission, string Environment, string Name)
{
    public Scope Scope => new(Mission, Environment);

    public string Lease => $"telemetry/{Mission}/{Environment}/{Name}";

    /// <summary>The signal that packets of the environment's channels have been kept.</summary>
    public static string Topic(string mission, string environment) => $"telemetry/{mission}/{environment}";

    public override string ToString() => $"{Mission}/{Environment}/{Name}";
}
