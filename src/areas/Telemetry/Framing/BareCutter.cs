using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>Packets that stand one behind the other. Where none begins, octets are dropped until one does.</summary>
internal sealed class BareCutter(int prefix) : PacketCutter
{
    private readonly byte[] _pending = new byte[prefix + SpacePacketHeader.MostTotalLength];
    private int _filled;
    private long _dropped;

    public override CutCounts Counts => new(0, 0, 0, 0, _dropped);

    public override void Take(ReadOnlySpan<byte> octets, PacketTaker taker)
    {
        while (octets.Length > 0)
        {
            if (_filled == 0)
                octets = octets[Cut(octets, taker)..];
            var taken = Math.Min(octets.Length, _pending.Length - _filled);
            octets[..taken].CopyTo(_pending.AsSpan(_filled));
            octets = octets[taken..];
            _filled += taken;
            var used = Cut(_pending.AsSpan(0, _filled), taker);
            _pending.AsSpan(used, _filled - used).CopyTo(_pending);
            _filled -= used;
        }
    }

    public override void End(PacketTaker taker)
    {
        _dropped += _filled;
        _filled = 0;
    }

    // How many octets were cut off; what is left may become a packet.
    private int Cut(ReadOnlySpan<byte> octets, PacketTaker taker)
    {
        var at = 0;
        while (octets.Length - at > prefix)
        {
            var rest = octets[(at + prefix)..];
            var status = PacketMeasure.TryMeasure(rest, SpacePacketHeader.MostTotalLength, out var length, out var isIdle);
            if (status == PacketStatus.Incomplete || status == PacketStatus.Whole && length > rest.Length)
                break;
            if (status != PacketStatus.Whole)
            {
                at++;
                _dropped++;
                continue;
            }
            if (!isIdle)
                taker(rest[..length]);
            at += prefix + length;
        }
        return at;
    }
}
