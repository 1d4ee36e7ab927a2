namespace Gantry.Ccsds;

/// <summary>SLIP (RFC 1055): packets between END octets, which are escaped inside. Empty ones are passed over.</summary>
public sealed class SlipFraming(int mostLength) : PacketFraming(mostLength)
{
    private const byte End = 0xC0;
    private const byte Escape = 0xDB;
    private const byte EscapedEnd = 0xDC;
    private const byte EscapedEscape = 0xDD;

    private bool _isEscaped;

    // The packet is damaged; everything up to its end is dropped.
    private bool _isBad;
    private int _dropped;

    public override FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (!input.IsEmpty)
        {
            var octet = input[0];
            input = input[1..];
            if (octet != End)
            {
                Take(octet);
                continue;
            }
            var (isBad, dropped) = (_isBad || _isEscaped, _dropped + Filled);
            (_isBad, _isEscaped, _dropped) = (false, false, 0);
            if (isBad)
                return Fault(dropped);
            if (Filled == 0)
                continue;
            packet = Release();
            return FramingStatus.Packet;
        }
        return FramingStatus.NeedMore;
    }

    /// <summary>How many octets a packet can take at most when it is escaped.</summary>
    public static int MostEncodedLength(int packetLength) => 2 * packetLength + 2;

    /// <summary>Wraps a packet between two END octets. False when there is no room.</summary>
    public static bool TryEncode(ReadOnlySpan<byte> packet, Span<byte> encoded, out int length)
    {
        length = 0;
        if (!TryPut(encoded, ref length, End))
            return false;
        foreach (var octet in packet)
        {
            var isPut = octet switch
            {
                End => TryPut(encoded, ref length, Escape) && TryPut(encoded, ref length, EscapedEnd),
                Escape => TryPut(encoded, ref length, Escape) && TryPut(encoded, ref length, EscapedEscape),
                _ => TryPut(encoded, ref length, octet),
            };
            if (!isPut)
                return false;
        }
        return TryPut(encoded, ref length, End);
    }

    public override void Forget()
    {
        base.Forget();
        (_isEscaped, _isBad, _dropped) = (false, false, 0);
    }

    private void Take(byte octet)
    {
        if (_isBad)
        {
            _dropped++;
            return;
        }
        if (!_isEscaped && octet == Escape)
        {
            _isEscaped = true;
            return;
        }
        var meant = !_isEscaped ? octet : octet == EscapedEnd ? End : octet == EscapedEscape ? Escape : -1;
        _isEscaped = false;
        if (meant >= 0 && TryGather((byte)meant))
            return;
        _isBad = true;
        _dropped++;
    }

    private static bool TryPut(Span<byte> encoded, ref int length, int octet)
    {
        if (length == encoded.Length)
            return false;
        encoded[length++] = (byte)octet;
        return true;
    }
}
