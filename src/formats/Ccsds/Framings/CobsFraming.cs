namespace Gantry.Ccsds;

/// <summary>COBS: packets that have had their zeros taken out, between zeros. A zero behind a zero is passed over.</summary>
public sealed class CobsFraming(int mostLength) : PacketFraming(MostEncodedLength(mostLength))
{
    private const int MostRun = 254;

    private bool _isTooLong;
    private int _dropped;

    public override FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (!input.IsEmpty)
        {
            var octet = input[0];
            input = input[1..];
            if (octet != 0)
            {
                if (_isTooLong || !TryGather(octet))
                    (_isTooLong, _dropped) = (true, _dropped + 1);
                continue;
            }
            if (_isTooLong)
            {
                var dropped = _dropped + Filled;
                (_isTooLong, _dropped) = (false, 0);
                return Fault(dropped);
            }
            if (Filled == 0)
                continue;
            var encoded = Release();
            var length = Decode(encoded, Buffer);
            if (length < 0 || length > mostLength)
                return Fault(encoded.Length);
            packet = Buffer[..length];
            return FramingStatus.Packet;
        }
        return FramingStatus.NeedMore;
    }

    /// <summary>How many octets a packet can take at most, its zero included.</summary>
    public static int MostEncodedLength(int packetLength) => packetLength + packetLength / MostRun + 2;

    /// <summary>Takes the zeros out of a packet and puts one behind it. False when there is no room.</summary>
    public static bool TryEncode(ReadOnlySpan<byte> packet, Span<byte> encoded, out int length)
    {
        length = 0;
        while (true)
        {
            var run = packet[..Math.Min(packet.Length, MostRun)];
            var zero = run.IndexOf((byte)0);
            run = zero >= 0 ? run[..zero] : run;
            if (encoded.Length - length < run.Length + 2)
                return false;
            encoded[length++] = (byte)(run.Length + 1);
            run.CopyTo(encoded[length..]);
            length += run.Length;
            // A full run stands for no zero; neither does the last one.
            packet = packet[run.Length..];
            if (packet.IsEmpty)
                break;
            if (zero >= 0)
                packet = packet[1..];
        }
        encoded[length++] = 0;
        return true;
    }

    public override void Forget()
    {
        base.Forget();
        (_isTooLong, _dropped) = (false, 0);
    }

    // Into the same octets: what is decoded is never ahead of what is still to be read.
    private static int Decode(ReadOnlySpan<byte> encoded, Span<byte> packet)
    {
        var length = 0;
        while (!encoded.IsEmpty)
        {
            int code = encoded[0];
            if (code > encoded.Length)
                return -1;
            encoded[1..code].CopyTo(packet[length..]);
            length += code - 1;
            encoded = encoded[code..];
            if (code <= MostRun && !encoded.IsEmpty)
                packet[length++] = 0;
        }
        return length;
    }
}
