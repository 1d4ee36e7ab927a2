using System.Numerics;

namespace Gantry.Ccsds;

/// <summary>Encodes a stream of octets into symbols, without a break between calls.</summary>
public sealed class ConvolutionalEncoder(ConvolutionalFormat format)
{
    private int _state;
    private int _phase;

    /// <summary>How many symbols so many octets become at most.</summary>
    public static int MostSymbols(int octets) => octets * 16;

    /// <summary>Writes symbols of 0 and 1. How many; -1 when there may not be room.</summary>
    public int Encode(ReadOnlySpan<byte> octets, Span<byte> symbols)
    {
        if (symbols.Length < MostSymbols(octets.Length))
            return -1;
        var count = 0;
        for (var bit = 0; bit < octets.Length * 8; bit++)
        {
            var register = (octets[bit >> 3] >> (7 - (bit & 7)) & 1) << 6 | _state;
            if (format.FirstSent[_phase])
                symbols[count++] = (byte)(BitOperations.PopCount((uint)(register & ConvolutionalFormat.First)) & 1);
            if (format.SecondSent[_phase])
                symbols[count++] = (byte)(BitOperations.PopCount((uint)(register & ConvolutionalFormat.Second)) & 1 ^ (format.IsSecondInverted ? 1 : 0));
            _state = register >> 1;
            _phase = _phase + 1 == format.FirstSent.Length ? 0 : _phase + 1;
        }
        return count;
    }
}
