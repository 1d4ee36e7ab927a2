namespace Gantry.Ccsds;

/// <summary>The first octet of the data of a frame with segments.</summary>
/// <param name="Flags">Which part of the unit it is.</param>
/// <param name="Map">The multiplexer access point, 0 to 63.</param>
public readonly record struct TcSegmentHeader(SequenceFlags Flags, int Map)
{
    /// <summary>How long it is.</summary>
    public const int Length = 1;

    /// <summary>Splits the data of a frame. False when there is not even a header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out TcSegmentHeader header, out ReadOnlySpan<byte> segment)
    {
        header = default;
        segment = default;
        if (octets.IsEmpty)
            return false;
        header = new((SequenceFlags)(octets[0] >> 6), octets[0] & 0x3F);
        segment = octets[Length..];
        return true;
    }

    public byte ToOctet() => (byte)((int)Flags << 6 | Map & 0x3F);
}

/// <summary>Cuts a unit into segments for one access point. With room for nothing there are none.</summary>
/// <param name="unit">What to send, mostly one packet.</param>
/// <param name="mostLength">The longest segment without its header.</param>
public ref struct TcSegments(ReadOnlySpan<byte> unit, int map, int mostLength)
{
    private ReadOnlySpan<byte> _rest = unit;
    private bool _isBegun;

    public TcSegmentHeader Header { get; private set; }

    /// <summary>The segment without its header.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly TcSegments GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty || mostLength < 1)
            return false;
        var isLast = _rest.Length <= mostLength;
        Current = _rest[..Math.Min(mostLength, _rest.Length)];
        _rest = _rest[Current.Length..];
        Header = new(_isBegun ? isLast ? SequenceFlags.Last : SequenceFlags.Middle : isLast ? SequenceFlags.Whole : SequenceFlags.First, map);
        _isBegun = true;
        return true;
    }
}

/// <summary>Joins the segments of one access point.</summary>
/// <param name="mostLength">The longest unit.</param>
public sealed class TcSegmentJoiner(int mostLength = SpacePacketHeader.MostTotalLength)
{
    private readonly byte[] _unit = new byte[Math.Max(0, mostLength)];
    private int _filled;
    private bool _isOpen;

    /// <summary>How many units were given up: their end never came, they began in the middle, or grew too long.</summary>
    public long LostUnits { get; private set; }

    /// <summary>Takes a segment. True when it completes a unit, which is gone when the next segment is taken.</summary>
    public bool TryTake(TcSegmentHeader header, ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> unit)
    {
        unit = default;
        var begins = header.Flags is SequenceFlags.First or SequenceFlags.Whole;
        if (begins && _isOpen || !begins && !_isOpen)
            LostUnits++;
        if (begins)
            (_isOpen, _filled) = (true, 0);
        if (!_isOpen)
            return false;
        if (_filled + segment.Length > _unit.Length)
        {
            LostUnits++;
            _isOpen = false;
            return false;
        }
        segment.CopyTo(_unit.AsSpan(_filled));
        _filled += segment.Length;
        if (header.Flags is SequenceFlags.First or SequenceFlags.Middle)
            return false;
        _isOpen = false;
        unit = _unit.AsSpan(0, _filled);
        return true;
    }
}
