namespace Gantry.Xtce;

/// <summary>Some bits of a packet.</summary>
public readonly record struct BitSpan(long Bit, long Bits);

/// <summary>A value without parts and where it stands; it takes no bits where what it was made of lies in several pieces.</summary>
public readonly record struct PlacedCell(Cell Cell, BitSpan Place);

/// <summary>A packet taken apart: every value, and which bits it was made of.</summary>
public sealed record PacketAnatomy(DecodedPacket Packet, IReadOnlyList<PlacedCell> Cells)
{
    /// <param name="decoder">What decodes it.</param>
    /// <param name="packet">The packet; blobs in the result are slices of it.</param>
    /// <param name="history">What came before it on its channel.</param>
    public static PacketAnatomy Of(PacketDecoder decoder, ReadOnlyMemory<byte> packet, History? history = null)
    {
        var places = new List<BitSpan[]>();
        var decoded = new PacketWalk(decoder.Prepared, packet, history, decoder.Host) { Places = places }.Run(decoder.Root);
        var (leaves, cells, placed) = (new LeafTable(decoder.Database), new List<Cell>(), new List<PlacedCell>());
        for (var i = 0; i < decoded.List.Count; i++)
        {
            var first = cells.Count;
            leaves.Add(decoded.List[i], cells);
            // Values are taken apart in the order in which their bits were read.
            for (var part = 0; first + part < cells.Count; part++)
                placed.Add(new(cells[first + part], part < places[i].Length ? places[i][part] : default));
        }
        return new(decoded, placed);
    }
}
