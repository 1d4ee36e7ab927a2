namespace Gantry.Simulation;

/// <summary>What a simulated spacecraft does: how often packets come, how values go, and what befalls them.</summary>
public sealed record Scenario
{
    /// <summary>The words of scenarios that need no file.</summary>
    public static IReadOnlyList<string> Words { get; } = ["nominal", "limits", "gap", "corrupt"];

    /// <summary>Packets in a second, by container; 0 for one that does not come. What is not named comes as the database says.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<ParameterLaw> Laws { get; init; } = [];

    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>The scenario of a word: every twentieth packet or so is the one that something befalls, or every twentieth frame.</summary>
    public static Scenario Of(string word, bool hasFrames = false) => new()
    {
        Events = word switch
        {
            "limits" => [new LimitsEvent { EveryPackets = Often }],
            "gap" => [new GapEvent(null) { EveryPackets = Often, Frames = hasFrames ? 1 : null }],
            "corrupt" => [new CorruptEvent { EveryPackets = Often, Octets = hasFrames ? Some : null }],
            _ => [],
        },
    };

    private const int Often = 20;

    // Few enough for a code to put right, too many for a check alone.
    private const int Some = 6;
}

/// <summary>How a value goes, for the whole time or a part of it.</summary>
/// <param name="Name">The parameter, and the way to a part of it: <c>WHEEL_1.SPEED</c>, <c>CELLS[3]</c>.</param>
public sealed record ParameterLaw(string Name, Law Law)
{
    public TimeSpan From { get; init; }

    public TimeSpan Until { get; init; } = TimeSpan.MaxValue;
}

/// <summary>Something that befalls packets, at a time and then again and again, or each so many packets.</summary>
public abstract record ScenarioEvent
{
    public TimeSpan At { get; init; }

    public TimeSpan? Every { get; init; }

    public int? EveryPackets { get; init; }

    /// <summary>The container that it befalls; whichever comes next when left out.</summary>
    public string? Packet { get; init; }

    /// <summary>It befalls frames on the link; where there are none, nothing.</summary>
    public virtual bool IsOnLink => false;
}

/// <summary>Packets get lost on the way.</summary>
/// <param name="Packets">How many; one to five by chance when left out.</param>
public sealed record GapEvent(int? Packets) : ScenarioEvent
{
    /// <summary>So many frames get lost, with whatever is in them.</summary>
    public int? Frames { get; init; }

    public override bool IsOnLink => Frames is not null;
}

/// <summary>Some bits of a packet are turned round.</summary>
public sealed record CorruptEvent : ScenarioEvent
{
    /// <summary>So many octets of a frame are, behind its marker.</summary>
    public int? Octets { get; init; }

    public override bool IsOnLink => Octets is not null;
}

/// <summary>A value is out of its limits.</summary>
public sealed record LimitsEvent : ScenarioEvent
{
    /// <summary>Whose; of any parameter with limits when left out.</summary>
    public string? Parameter { get; init; }

    /// <summary>For how long; one packet when left out.</summary>
    public TimeSpan? For { get; init; }
}

/// <summary>From then on the spacecraft sends by another database.</summary>
/// <param name="Line">Where its file says it.</param>
public sealed record DatabaseEvent(string File, int Line = 0) : ScenarioEvent;
