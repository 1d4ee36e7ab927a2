using System.Numerics;
using System.Runtime.InteropServices;

namespace Gantry.Ccsds;

/// <summary>
/// Makes frames look like noise, and noise into frames again: the same exclusive-or does both. The sequence begins anew
/// with each frame, code block or command; markers are never randomised.
/// </summary>
public sealed class Randomiser
{
    private const int ShortRepeats = 64;

    private static readonly Lazy<Randomiser> _long = new(() => new(MakeSequence(17, [0, 14], 0b1_1000_1110_0011_1000, 131_071), 1));

    // A whole number of periods, so that the end of the array is followed by its beginning.
    private readonly byte[] _sequence;

    private Randomiser(byte[] period, int repeats)
    {
        _sequence = new byte[period.Length * repeats];
        for (var i = 0; i < repeats; i++)
            period.CopyTo(_sequence, i * period.Length);
    }

    /// <summary>Telemetry as it has been since the beginning: x⁸+x⁷+x⁵+x³+1, repeating after 255 bits.</summary>
    public static Randomiser Telemetry { get; } = new(MakeSequence(8, [0, 3, 5, 7], 0xFF, 255), ShortRepeats);

    /// <summary>Telemetry by the newer issues of 131.0: x¹⁷+x¹⁴+1, repeating after 131,071 bits.</summary>
    public static Randomiser TelemetryLong => _long.Value;

    /// <summary>Telecommand: x⁸+x⁶+x⁴+x³+x²+x+1, repeating after 255 bits.</summary>
    public static Randomiser Telecommand { get; } = new(MakeSequence(8, [0, 1, 2, 3, 4, 6], 0xFF, 255), ShortRepeats);

    /// <summary>Randomises a frame, or takes it back, in place.</summary>
    public void Apply(Span<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var part = octets[..Math.Min(octets.Length, _sequence.Length)];
            Xor(part, _sequence.AsSpan(0, part.Length));
            octets = octets[part.Length..];
        }
    }

    private static void Xor(Span<byte> octets, ReadOnlySpan<byte> sequence)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(octets);
        var mask = MemoryMarshal.Cast<byte, Vector<byte>>(sequence);
        for (var i = 0; i < wide.Length; i++)
            wide[i] ^= mask[i];
        for (var i = wide.Length * Vector<byte>.Count; i < octets.Length; i++)
            octets[i] ^= sequence[i];
    }

    /// <param name="cells">The length of the register.</param>
    /// <param name="taps">Which of the next outputs are added up to the one that comes after the register.</param>
    /// <param name="seed">The first outputs, the first one in the lowest bit.</param>
    /// <param name="bits">After how many bits it repeats: odd, so that it takes as many octets until it repeats in octets.</param>
    private static byte[] MakeSequence(int cells, ReadOnlySpan<int> taps, uint seed, int bits)
    {
        var sequence = new byte[bits];
        for (var i = 0; i < bits * 8; i++)
        {
            sequence[i >> 3] = (byte)((sequence[i >> 3] << 1) | (int)(seed & 1));
            var next = 0u;
            foreach (var tap in taps)
                next ^= seed >> tap;
            seed = (seed >> 1) | ((next & 1) << (cells - 1));
        }
        return sequence;
    }
}
