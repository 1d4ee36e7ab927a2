namespace Gantry.Ccsds;

/// <summary>What a framing found.</summary>
public enum FramingStatus
{
    /// <summary>A packet.</summary>
    Packet,

    /// <summary>The octets are used up.</summary>
    NeedMore,

    /// <summary>Something that is no packet was dropped; there may be more.</summary>
    Damaged,
}

/// <summary>
/// Cuts a stream of octets into packets in one of the simple ways of small missions. A packet is gathered in a buffer of its own,
/// so that nothing is allocated per packet, and is gone when the next one is read.
/// </summary>
public abstract class PacketFraming
{
    private readonly byte[] _buffer;

    protected PacketFraming(int mostLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostLength, 1);
        _buffer = new byte[mostLength];
    }

    /// <summary>Octets that belong to no packet.</summary>
    public long DroppedOctets { get; private set; }

    /// <summary>How often something was dropped.</summary>
    public long Faults { get; private set; }

    private protected int Filled { get; private set; }

    private protected Span<byte> Buffer => _buffer;

    private protected Span<byte> Gathered => _buffer.AsSpan(0, Filled);

    /// <summary>Reads on until there is a packet, a fault or nothing left; what was read is taken off the input.</summary>
    public abstract FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet);

    /// <summary>Forgets a packet that is begun, as after a loss of the link.</summary>
    public virtual void Forget() => Filled = 0;

    private protected bool TryGather(byte octet)
    {
        if (Filled == _buffer.Length)
            return false;
        _buffer[Filled++] = octet;
        return true;
    }

    private protected void Gather(ref ReadOnlySpan<byte> input, int upTo)
    {
        var taken = Math.Min(input.Length, upTo - Filled);
        input[..taken].CopyTo(_buffer.AsSpan(Filled));
        Filled += taken;
        input = input[taken..];
    }

    private protected ReadOnlySpan<byte> Release()
    {
        var packet = Gathered;
        Filled = 0;
        return packet;
    }

    private protected void DropFirst(int octets)
    {
        Gathered[octets..].CopyTo(_buffer);
        Filled -= octets;
        DroppedOctets += octets;
    }

    private protected FramingStatus Fault(int dropped)
    {
        DroppedOctets += dropped;
        Faults++;
        Filled = 0;
        return FramingStatus.Damaged;
    }

    private protected FramingStatus Fault()
    {
        Faults++;
        return FramingStatus.Damaged;
    }
}
