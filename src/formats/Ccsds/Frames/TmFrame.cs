using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>How the TM frames of a channel are built.</summary>
/// <param name="Check">The check at the end; none where Reed-Solomon stands for it.</param>
/// <param name="SpacecraftId">The only spacecraft to accept, or null for any.</param>
public sealed record TmFormat(FrameCheck Check = FrameCheck.Crc16, int? SpacecraftId = null);

/// <summary>A telemetry transfer frame (132.0), read in place.</summary>
public readonly ref struct TmFrame
{
    /// <summary>How long the primary header is.</summary>
    public const int PrimaryHeaderLength = 6;

    internal const int PointerBits = 11;
    private const int OcfLength = 4;

    public int SpacecraftId { get; init; }

    public int VirtualChannel { get; init; }

    /// <summary>0 to 255, over all virtual channels.</summary>
    public byte MasterCount { get; init; }

    /// <summary>0 to 255, of this virtual channel.</summary>
    public byte VirtualCount { get; init; }

    /// <summary>False when the zone holds packets, which may begin anywhere; true when it holds something else.</summary>
    public bool IsSynchronous { get; init; }

    public bool PacketOrder { get; init; }

    /// <summary>Two bits, 11 when there are no segments.</summary>
    public int SegmentLength { get; init; }

    /// <summary>Where the first packet begins in the data, as it stands in the header.</summary>
    public int FirstHeaderPointer { get; init; }

    /// <summary>What stands in the header extension, empty when there is none.</summary>
    public ReadOnlySpan<byte> SecondaryHeader { get; init; }

    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The four octets of the operational control field, mostly a <see cref="Clcw"/>; empty when there is none.</summary>
    public ReadOnlySpan<byte> Ocf { get; init; }

    /// <summary>What to join packets from.</summary>
    public PacketZone Zone => new(
        Data, IsSynchronous ? ZoneKind.NoPackets : PacketZone.KindOf(FirstHeaderPointer, PointerBits), FirstHeaderPointer, VirtualCount, 256);

    /// <summary>Reads a frame that is as long as the channel's frames are.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> octets, TmFormat format, out TmFrame frame)
    {
        frame = default;
        var end = octets.Length - FrameChecks.LengthOf(format.Check);
        if (end < PrimaryHeaderLength + 1)
            return FrameStatus.WrongLength;
        if (octets[0] >> 6 != 0)
            return FrameStatus.WrongVersion;
        if (!FrameChecks.IsGood(format.Check, octets))
            return FrameStatus.BadCheck;
        var id = BinaryPrimitives.ReadUInt16BigEndian(octets);
        var spacecraft = id >> 4 & 0x3FF;
        if (format.SpacecraftId is { } only && only != spacecraft)
            return FrameStatus.WrongSpacecraft;
        var status = BinaryPrimitives.ReadUInt16BigEndian(octets[4..]);
        var start = PrimaryHeaderLength;
        ReadOnlySpan<byte> secondary = default;
        if ((status & 0x8000) != 0)
        {
            var length = octets[start] & 0x3F;
            if (octets[start] >> 6 != 0 || start + 1 + length > end)
                return FrameStatus.BadSecondaryHeader;
            secondary = octets.Slice(start + 1, length);
            start += 1 + length;
        }
        ReadOnlySpan<byte> ocf = default;
        if ((id & 1) != 0)
        {
            end -= OcfLength;
            if (end < start)
                return FrameStatus.WrongLength;
            ocf = octets.Slice(end, OcfLength);
        }
        frame = new()
        {
            SpacecraftId = spacecraft, VirtualChannel = id >> 1 & 7, MasterCount = octets[2], VirtualCount = octets[3],
            IsSynchronous = (status & 0x4000) != 0, PacketOrder = (status & 0x2000) != 0, SegmentLength = status >> 11 & 3,
            FirstHeaderPointer = status & 0x7FF, SecondaryHeader = secondary, Data = octets[start..end], Ocf = ocf,
        };
        return FrameStatus.Good;
    }

    /// <summary>Writes the frame into octets of the channel's length. False when a field is out of its range or the parts do not fill it exactly.</summary>
    public bool TryWrite(Span<byte> octets, TmFormat format)
    {
        var extension = SecondaryHeader.IsEmpty ? 0 : 1 + SecondaryHeader.Length;
        var check = FrameChecks.LengthOf(format.Check);
        if (SpacecraftId is < 0 or > 0x3FF || VirtualChannel is < 0 or > 7 || SegmentLength is < 0 or > 3 || FirstHeaderPointer is < 0 or > 0x7FF
            || SecondaryHeader.Length > 63 || Ocf.Length is not (0 or OcfLength)
            || octets.Length != PrimaryHeaderLength + extension + Data.Length + Ocf.Length + check)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)(SpacecraftId << 4 | VirtualChannel << 1 | (Ocf.IsEmpty ? 0 : 1)));
        (octets[2], octets[3]) = (MasterCount, VirtualCount);
        BinaryPrimitives.WriteUInt16BigEndian(octets[4..], (ushort)((extension > 0 ? 0x8000 : 0) | (IsSynchronous ? 0x4000 : 0)
            | (PacketOrder ? 0x2000 : 0) | SegmentLength << 11 | FirstHeaderPointer));
        if (extension > 0)
            octets[PrimaryHeaderLength] = (byte)SecondaryHeader.Length;
        SecondaryHeader.CopyTo(octets[(PrimaryHeaderLength + extension - SecondaryHeader.Length)..]);
        Data.CopyTo(octets[(PrimaryHeaderLength + extension)..]);
        Ocf.CopyTo(octets[(PrimaryHeaderLength + extension + Data.Length)..]);
        return FrameChecks.Seal(format.Check, octets);
    }
}
