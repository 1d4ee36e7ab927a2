using System.Buffers.Binary;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>
/// How one value of a simulated packet goes: slowly up and down among the bit patterns that decode to something good, or at
/// will among those that are out of limits. Which these are is found out by decoding them.
/// </summary>
internal sealed class SlotLaw
{
    private const int Steps = 64;

    private readonly Slot _slot;
    private readonly List<ulong> _good = [];
    private readonly List<ulong> _bad = [];

    public SlotLaw(Slot slot, byte[] template, Func<byte[], Cell?> look)
    {
        _slot = slot;
        var run = new List<ulong>();
        foreach (var pattern in Patterns(slot))
        {
            Put(template, pattern);
            var cell = look(template);
            var isGood = cell is { State: SampleState.Good, Level: ConcernLevel.Normal };
            if (cell is { State: SampleState.Good, Level: not ConcernLevel.Normal })
                _bad.Add(pattern);
            if (isGood)
                run.Add(pattern);
            if (run.Count > _good.Count)
                _good = [.. run];
            if (!isGood)
                run.Clear();
        }
        Put(template, _good.Count > 0 ? _good[0] : 0);
    }

    public Slot Slot => _slot;

    public bool CanBeBad => _bad.Count > 0;

    /// <summary>Writes the value at a step of the simulation; each slot has a pace of its own.</summary>
    public void Write(byte[] packet, long step, int pace)
    {
        if (_good.Count == 0)
            return;
        var turn = Math.Max(1, 2 * (_good.Count - 1));
        var at = (int)(step / (1 + pace % 7) % turn);
        Put(packet, _good[at < _good.Count ? at : turn - at]);
    }

    public void WriteBad(byte[] packet, Random chance) => Put(packet, _bad[chance.Next(_bad.Count)]);

    // The patterns of numbers lie evenly over all that the bits can say; labels are tried one by one.
    private static IEnumerable<ulong> Patterns(Slot slot)
    {
        var bits = Math.Min(slot.Bits, 64);
        if (slot.Type is EnumeratedType enumerated)
            return enumerated.Labels.Select(l => (ulong)l.Value);
        if (slot.Encoding is FloatEncoding { Format: FloatFormat.Ieee754, SizeInBits: 32 })
            return Enumerable.Range(-Steps / 2, Steps + 1).Select(i => (ulong)BitConverter.SingleToUInt32Bits(i * 0.5f));
        if (slot.Encoding is FloatEncoding { Format: FloatFormat.Ieee754, SizeInBits: 64 })
            return Enumerable.Range(-Steps / 2, Steps + 1).Select(i => BitConverter.DoubleToUInt64Bits(i * 0.5));
        if (slot.Encoding is not IntegerEncoding)
            return [];
        var most = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        return most < Steps ? Enumerable.Range(0, (int)most + 1).Select(i => (ulong)i) : Enumerable.Range(0, Steps + 1).Select(i => (ulong)((UInt128)most * (uint)i / Steps));
    }

    private void Put(byte[] packet, ulong pattern) => Put(packet, _slot, pattern);

    /// <summary>Writes bits where a slot lies, in the order of its bytes.</summary>
    public static void Put(byte[] packet, Slot slot, ulong pattern)
    {
        if (slot.Bits is < 1 or > 64 || slot.Bit + slot.Bits > packet.Length * 8L)
            return;
        if (slot.Encoding.ByteOrder.IsLeastSignificantFirst && slot.Bits % 8 == 0)
            pattern = BinaryPrimitives.ReverseEndianness(pattern) >> 64 - slot.Bits;
        for (var i = 0; i < slot.Bits; i++)
        {
            var (at, mask) = (slot.Bit + i, (byte)(0x80 >> (int)((slot.Bit + i) % 8)));
            if ((pattern >> slot.Bits - 1 - i & 1) != 0)
                packet[at / 8] |= mask;
            else
                packet[at / 8] &= (byte)~mask;
        }
    }
}
