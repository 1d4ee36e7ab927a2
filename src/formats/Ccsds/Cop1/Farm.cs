namespace Gantry.Ccsds;

/// <summary>What the receiver on board does with a frame.</summary>
public enum FarmVerdict
{
    /// <summary>The data goes on.</summary>
    Accepted,

    /// <summary>A control command was carried out.</summary>
    Executed,

    /// <summary>It was seen before, or comes too early, or nothing is taken now.</summary>
    Discarded,

    /// <summary>Its number is outside the window: from now on nothing is taken in sequence until an unlock comes.</summary>
    LockedOut,

    /// <summary>A control command that is none.</summary>
    Invalid,
}

/// <summary>
/// The receiving end of COP-1 (232.1), as it is on board: here to test commanding against, and for simulators. It takes
/// frames that passed all checks, of one virtual channel.
/// </summary>
public sealed class Farm
{
    private readonly int _half;

    /// <param name="virtualChannel">The channel that the control word speaks of.</param>
    /// <param name="window">Even, 2 to 254: half of it lies ahead and half behind.</param>
    public Farm(int virtualChannel = 0, int window = 20)
    {
        if (window is < 2 or > 254 || window % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(window), window, "The window is an even number from 2 to 254.");
        (VirtualChannel, _half) = (virtualChannel, window / 2);
    }

    public int VirtualChannel { get; }

    /// <summary>V(R).</summary>
    public byte NextExpected { get; private set; }

    public bool IsLockout { get; private set; }

    public bool IsWait { get; private set; }

    public bool IsRetransmit { get; private set; }

    /// <summary>Counts what came past sequence control, of which the control word shows two bits.</summary>
    public int FarmB { get; private set; }

    /// <summary>What it would send down.</summary>
    public Clcw Clcw => new(VirtualChannel, NextExpected, FarmB & 3, IsLockout, IsWait, IsRetransmit);

    /// <summary>Takes a frame.</summary>
    /// <param name="hasRoom">Whether there is room for data behind it.</param>
    public FarmVerdict Take(TcFrame frame, bool hasRoom = true)
    {
        switch (frame.Type)
        {
            case TcFrameType.BD:
                FarmB++;
                return FarmVerdict.Accepted;
            case TcFrameType.BC:
                return ControlCommand.TryRead(frame.Data, out var command) ? Execute(command) : FarmVerdict.Invalid;
            case TcFrameType.AD:
                return TakeInSequence(frame.SequenceNumber, hasRoom);
            default:
                return FarmVerdict.Invalid;
        }
    }

    /// <summary>There is room again.</summary>
    public void Release() => IsWait = false;

    private FarmVerdict Execute(ControlCommand command)
    {
        FarmB++;
        if (command.NextExpected is null)
            (IsLockout, IsWait, IsRetransmit) = (false, false, false);
        else if (!IsLockout)
            (NextExpected, IsWait, IsRetransmit) = (command.NextExpected.Value, false, false);
        return FarmVerdict.Executed;
    }

    private FarmVerdict TakeInSequence(byte number, bool hasRoom)
    {
        if (IsLockout)
            return FarmVerdict.Discarded;
        var ahead = (byte)(number - NextExpected);
        if (ahead >= _half && ahead < 256 - _half)
        {
            IsLockout = true;
            return FarmVerdict.LockedOut;
        }
        if (ahead >= 256 - _half || IsWait)
            return FarmVerdict.Discarded;
        if (ahead == 0 && hasRoom)
        {
            NextExpected++;
            IsRetransmit = false;
            return FarmVerdict.Accepted;
        }
        IsRetransmit = true;
        IsWait = ahead == 0;
        return FarmVerdict.Discarded;
    }
}
