namespace Gantry.Xtce;

/// <summary>The pieces of something whose bits are spread over a packet.</summary>
internal sealed class SegmentSet
{
    private readonly List<(int Order, long Bit, int Bits)> _pieces = [];

    public long First { get; private set; } = long.MaxValue;

    public long Bits { get; private set; }

    public void Add(long bit, int bits, int? order)
    {
        // Without an order they come as they stand.
        _pieces.Add((order ?? int.MaxValue, bit, bits));
        First = Math.Min(First, bit);
        Bits += bits;
    }

    public byte[] Join(ReadOnlySpan<byte> data)
    {
        var joined = new byte[(Bits + 7) / 8];
        var to = 0L;
        foreach (var (_, bit, bits) in _pieces.OrderBy(p => p.Order))
        {
            for (var done = 0; done < bits; done += 64)
            {
                var size = Math.Min(64, bits - done);
                Xtce.Bits.Write(joined, to, size, Xtce.Bits.Read(data, bit + done, size));
                to += size;
            }
        }
        return joined;
    }
}
