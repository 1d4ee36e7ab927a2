namespace Gantry.Ccsds;

/// <summary>
/// The sending end of COP-1 (232.1) for one virtual channel: numbers frames, sends them again when they are asked for, and
/// says when they have arrived. It does nothing by itself: it is told what happens and when, and <see cref="TryNext"/> says what is to be
/// done. Not for several threads at once.
/// </summary>
public sealed partial class Fop
{
    private readonly Queue<FopOutput> _outputs = new();
    private readonly List<Sent> _sent = [];
    private (ReadOnlyMemory<byte> Payload, long Ticket)? _waiting;
    private ControlCommand _command;
    private long _directive;
    private int _transmissions;
    private FopState _suspended = FopState.Initial;

    /// <exception cref="ArgumentException">The settings are none (<see cref="FopSettings.WhyInvalid"/> says why).</exception>
    public Fop(FopSettings settings) => Settings = Checked(settings);

    public FopState State { get; private set; } = FopState.Initial;

    /// <summary>The settings in force; <see cref="Change"/> changes them.</summary>
    public FopSettings Settings { get; private set; }

    /// <summary>V(S): the number of the next frame.</summary>
    public byte NextNumber { get; private set; }

    /// <summary>NN(R): the oldest number that is not confirmed.</summary>
    public byte OldestUnconfirmed { get; private set; }

    /// <summary>How many frames are unconfirmed.</summary>
    public int Unconfirmed => _sent.Count;

    /// <summary>When <see cref="Expire"/> is to be called, if nothing happens before.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>What is to be done or known next.</summary>
    public bool TryNext(out FopOutput output) => _outputs.TryDequeue(out output);

    /// <summary>Sends data in sequence. Further data is rejected while one waits for the window.</summary>
    public void Send(ReadOnlyMemory<byte> payload, long ticket, DateTimeOffset now)
    {
        if (State is not (FopState.Active or FopState.Retransmit or FopState.RetransmitWithWait) || _waiting is not null)
        {
            _outputs.Enqueue(new(FopOutputKind.Rejected, Ticket: ticket));
            return;
        }
        _waiting = (payload, ticket);
        if (State != FopState.RetransmitWithWait)
            SendWhatCanBe(now);
    }

    /// <summary>Sends data past sequence control, in every state.</summary>
    public void SendExpedited(ReadOnlyMemory<byte> payload, long ticket)
    {
        _outputs.Enqueue(new(FopOutputKind.Accepted, Ticket: ticket));
        _outputs.Enqueue(new(FopOutputKind.Transmit, TcFrameType.BD, 0, payload, Ticket: ticket));
    }

    /// <summary>Begins and takes the receiver's numbers for granted.</summary>
    public void InitiateWithoutCheck(long ticket)
    {
        if (!TryBegin(ticket))
            return;
        State = FopState.Active;
        _outputs.Enqueue(new(FopOutputKind.Confirmed, Ticket: ticket));
    }

    /// <summary>Begins as soon as a control word says the same numbers.</summary>
    public void InitiateWithCheck(long ticket, DateTimeOffset now)
    {
        if (!TryBegin(ticket))
            return;
        State = FopState.Initialising;
        StartTimer(now);
    }

    /// <summary>Ends a lockout of the receiver, and begins.</summary>
    public void InitiateWithUnlock(long ticket, DateTimeOffset now) => InitiateWithCommand(ControlCommand.Unlock, ticket, now);

    /// <summary>Tells the receiver which number comes next, and begins.</summary>
    public void InitiateWithSet(byte next, long ticket, DateTimeOffset now)
    {
        if (State == FopState.Initial)
            (NextNumber, OldestUnconfirmed) = (next, next);
        InitiateWithCommand(new(next), ticket, now);
    }

    /// <summary>Sets V(S) without telling the receiver; only while nothing goes out in sequence and nothing is suspended.</summary>
    public void SetNextNumber(byte next, long ticket)
    {
        var isTaken = State == FopState.Initial && _suspended == FopState.Initial;
        if (isTaken)
            (NextNumber, OldestUnconfirmed) = (next, next);
        _outputs.Enqueue(new(isTaken ? FopOutputKind.Confirmed : FopOutputKind.Rejected, Ticket: ticket));
    }

    /// <summary>Ends sequence control. What is unconfirmed is reported as failed.</summary>
    public void Terminate(long ticket)
    {
        if (State != FopState.Initial)
            GiveUp(FopAlert.Terminated);
        _suspended = FopState.Initial;
        _outputs.Enqueue(new(FopOutputKind.Confirmed, Ticket: ticket));
    }

    /// <summary>Goes on where it was suspended.</summary>
    public void Resume(long ticket, DateTimeOffset now)
    {
        var isTaken = State == FopState.Initial && _suspended != FopState.Initial;
        _outputs.Enqueue(new(isTaken ? FopOutputKind.Confirmed : FopOutputKind.Rejected, Ticket: ticket));
        if (!isTaken)
            return;
        (State, _suspended) = (_suspended, FopState.Initial);
        StartTimer(now);
    }

    /// <summary>Other settings from now on.</summary>
    /// <exception cref="ArgumentException">The settings are none (<see cref="FopSettings.WhyInvalid"/> says why).</exception>
    public void Change(FopSettings settings) => Settings = Checked(settings);

    /// <summary>The link could not take a frame.</summary>
    public void LinkFailed()
    {
        if (State != FopState.Initial)
            GiveUp(FopAlert.Link);
    }

    private static FopSettings Checked(FopSettings settings) =>
        settings.WhyInvalid() is { } complaint ? throw new ArgumentException(complaint, nameof(settings)) : settings;

    private void InitiateWithCommand(ControlCommand command, long ticket, DateTimeOffset now)
    {
        if (!TryBegin(ticket))
            return;
        (State, _command) = (FopState.InitialisingWithCommand, command);
        TransmitCommand(now);
    }

    private bool TryBegin(long ticket)
    {
        var isTaken = State == FopState.Initial;
        _outputs.Enqueue(new(isTaken ? FopOutputKind.Accepted : FopOutputKind.Rejected, Ticket: ticket));
        if (!isTaken)
            return false;
        Purge();
        (_directive, _transmissions, _suspended, OldestUnconfirmed) = (ticket, 1, FopState.Initial, NextNumber);
        return true;
    }

    private struct Sent
    {
        public byte Number;
        public ReadOnlyMemory<byte> Payload;
        public long Ticket;
        public bool IsDue;
    }
}
