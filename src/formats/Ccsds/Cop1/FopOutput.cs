namespace Gantry.Ccsds;

/// <summary>Where the sending end stands.</summary>
public enum FopState
{
    /// <summary>S6: nothing goes out in sequence.</summary>
    Initial,

    /// <summary>S1.</summary>
    Active,

    /// <summary>S2: the receiver asked for frames again.</summary>
    Retransmit,

    /// <summary>S3: the receiver asked for frames again, but has no room now.</summary>
    RetransmitWithWait,

    /// <summary>S4: a control word is waited for.</summary>
    Initialising,

    /// <summary>S5: the effect of a control command is waited for.</summary>
    InitialisingWithCommand,
}

/// <summary>Why the sending end gave up.</summary>
public enum FopAlert
{
    None,

    /// <summary>A frame was asked for again more often than allowed.</summary>
    Limit,

    /// <summary>Time ran out as often as allowed.</summary>
    Timeout,

    /// <summary>The receiver is locked out.</summary>
    Lockout,

    /// <summary>What the receiver says cannot be, after what it said before.</summary>
    Synchronisation,

    /// <summary>The receiver waits for a number that was never sent, or was confirmed before.</summary>
    NextExpected,

    /// <summary>The control word contradicts itself.</summary>
    ControlWord,

    /// <summary>It was told to end.</summary>
    Terminated,

    /// <summary>The link refused a frame.</summary>
    Link,
}

/// <summary>What the sending end wants to be done or known.</summary>
public enum FopOutputKind
{
    /// <summary>Put this into a frame and send it.</summary>
    Transmit,

    /// <summary>The data or the directive was taken.</summary>
    Accepted,

    /// <summary>The data or the directive was not taken.</summary>
    Rejected,

    /// <summary>The data has arrived, or the directive has taken effect.</summary>
    Confirmed,

    /// <summary>The data may not have arrived, or the directive did not take effect.</summary>
    Failed,

    /// <summary>Sequence control has ended; the reason says why.</summary>
    Alert,

    /// <summary>Sequence control is suspended and can be resumed.</summary>
    Suspended,
}

/// <summary>One thing that the sending end wants to be done or known.</summary>
/// <param name="Type">Of a frame to send: which.</param>
/// <param name="SequenceNumber">Of a frame to send: N(S).</param>
/// <param name="Payload">Of a frame to send: its data; empty for a control command.</param>
/// <param name="Command">Of a BC frame to send: the command.</param>
/// <param name="Ticket">What the caller named the data or the directive.</param>
public readonly record struct FopOutput(
    FopOutputKind Kind, TcFrameType Type = default, byte SequenceNumber = 0, ReadOnlyMemory<byte> Payload = default,
    ControlCommand Command = default, long Ticket = 0, FopAlert Alert = FopAlert.None);

/// <summary>What can be told to the sending end while it runs.</summary>
public sealed record FopSettings
{
    /// <summary>K: how many frames may be unconfirmed, 1 to 255, and no more than lie ahead in the receiver's window.</summary>
    public int Window { get; init; } = 10;

    /// <summary>T1: how long a confirmation may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a frame is sent at most, the first time included.</summary>
    public int TransmissionLimit { get; init; } = 3;

    /// <summary>Whether the last timeout suspends, rather than ends, sequence control.</summary>
    public bool SuspendsOnTimeout { get; init; }

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        Window is < 1 or > 255 ? $"the window is 1 to 255 frames, not {Window}"
        : Timeout <= TimeSpan.Zero ? "the timeout is longer than nothing"
        : TransmissionLimit is < 1 or > 255 ? $"a frame is sent 1 to 255 times, not {TransmissionLimit}"
        : null;
}
