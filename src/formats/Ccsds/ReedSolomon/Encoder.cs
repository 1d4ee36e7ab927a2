using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>Divides by the generator polynomial, one octet a step: the remainder stands in whole words, the first octet in the highest.</summary>
internal sealed class Encoder
{
    private readonly int _words;

    // For each octet that leaves the remainder: what it adds to those behind it.
    private readonly ulong[] _feedback;

    public Encoder(ReedSolomonFormat format)
    {
        var checks = 2 * format.Correctable;
        _words = checks / sizeof(ulong);
        _feedback = new ulong[256 * _words];
        var generator = Generator(format.Correctable);
        Span<byte> row = stackalloc byte[checks];
        for (var octet = 0; octet < 256; octet++)
        {
            for (var k = 0; k < checks; k++)
                row[k] = DualBasis.Multiply(format.Basis, (byte)octet, generator[k + 1]);
            for (var word = 0; word < _words; word++)
                _feedback[octet * _words + word] = BinaryPrimitives.ReadUInt64BigEndian(row[(word * sizeof(ulong))..]);
        }
    }

    /// <summary>Writes the check octets of one codeword, whose octets stand that many apart.</summary>
    public void Encode(ReadOnlySpan<byte> data, Span<byte> checks, int apart)
    {
        Span<ulong> remainder = stackalloc ulong[4];
        remainder = remainder[.._words];
        remainder.Clear();
        for (var i = 0; i < data.Length; i += apart)
        {
            var feedback = _feedback.AsSpan((byte)(remainder[0] >> 56 ^ data[i]) * _words, _words);
            for (var word = 0; word < remainder.Length - 1; word++)
                remainder[word] = (remainder[word] << 8 | remainder[word + 1] >> 56) ^ feedback[word];
            remainder[^1] = remainder[^1] << 8 ^ feedback[^1];
        }
        for (int i = 0, at = 0; at < checks.Length; i++, at += apart)
            checks[at] = (byte)(remainder[i / sizeof(ulong)] >> (56 - i % sizeof(ulong) * 8));
    }

    /// <summary>The product of all (x - root), the highest power first.</summary>
    private static byte[] Generator(int correctable)
    {
        byte[] generator = [1];
        for (var j = 0; j < 2 * correctable; j++)
        {
            var root = GaloisField.Power(Syndromes.RootExponent(correctable, j));
            var next = new byte[generator.Length + 1];
            for (var i = 0; i < generator.Length; i++)
            {
                next[i] ^= generator[i];
                next[i + 1] ^= GaloisField.Multiply(generator[i], root);
            }
            generator = next;
        }
        return generator;
    }
}
