namespace Gantry.Ccsds;

/// <summary>
/// The header error control of AOS frames: RS(10,6) over sixteen elements (x⁴+x+1, roots α⁶ to α⁹) protects octets 0, 1
/// and 5, where spacecraft, channel and signalling stand, and puts two wrong half-octets right.
/// </summary>
public static class AosHeaderCode
{
    /// <summary>Header and check field together.</summary>
    public const int ProtectedLength = 8;

    private const int Order = 15;
    private const int Symbols = 10;
    private const int DataSymbols = 6;
    private const int Checks = 4;
    private const int FirstRoot = 6;
    private const int Polynomial = 0x13;

    private static readonly byte[] _powers = MakePowers();

    // The generator behind its leading one: α³, α, α³, 1.
    private static readonly byte[] _generator = [_powers[3], _powers[1], _powers[3], 1];

    // What each error in one symbol does to the four syndromes, and the other way round which error that was, from 1.
    private static readonly ushort[] _errors = MakeErrors();
    private static readonly byte[] _causes = MakeCauses();

    /// <summary>Writes the check field behind the six octets of the header. False when there is no room.</summary>
    public static bool TryEncode(Span<byte> header)
    {
        if (header.Length < ProtectedLength)
            return false;
        Span<byte> remainder = stackalloc byte[Checks];
        remainder.Clear();
        for (var i = 0; i < DataSymbols; i++)
        {
            var feedback = (byte)(Symbol(header, i) ^ remainder[0]);
            for (var k = 0; k < Checks; k++)
                remainder[k] = (byte)((k + 1 < Checks ? remainder[k + 1] : 0) ^ Multiply(feedback, _generator[k]));
        }
        (header[6], header[7]) = ((byte)(remainder[0] << 4 | remainder[1]), (byte)(remainder[2] << 4 | remainder[3]));
        return true;
    }

    /// <summary>Puts a header right in place. How many half-octets were wrong, or -1 when too many.</summary>
    public static int Correct(Span<byte> header)
    {
        if (header.Length < ProtectedLength)
            return -1;
        var syndromes = 0;
        for (var i = 0; i < Symbols; i++)
            syndromes ^= Symbol(header, i) is var symbol and not 0 ? _errors[i * Order + symbol - 1] : 0;
        if (syndromes == 0)
            return 0;
        if (_causes[syndromes] is var only and not 0)
        {
            Repair(header, only - 1);
            return 1;
        }
        for (var first = 0; first < _errors.Length; first++)
        {
            if (_causes[syndromes ^ _errors[first]] is not (var second and not 0))
                continue;
            Repair(header, first);
            Repair(header, second - 1);
            return 2;
        }
        return -1;
    }

    private static int Octet(int symbol) => symbol switch { < 4 => symbol / 2, < DataSymbols => 5, _ => symbol / 2 + 3 };

    private static int Symbol(ReadOnlySpan<byte> header, int index) => header[Octet(index)] >> (index % 2 == 0 ? 4 : 0) & 0x0F;

    private static void Repair(Span<byte> header, int error) =>
        header[Octet(error / Order)] ^= (byte)(error % Order + 1 << (error / Order % 2 == 0 ? 4 : 0));

    private static byte Multiply(int a, int b) =>
        a == 0 || b == 0 ? (byte)0 : _powers[(Array.IndexOf(_powers, (byte)a) + Array.IndexOf(_powers, (byte)b)) % Order];

    private static byte[] MakePowers()
    {
        var powers = new byte[Order];
        for (int i = 0, value = 1; i < Order; i++)
        {
            powers[i] = (byte)value;
            value = value << 1 > Order ? value << 1 ^ Polynomial : value << 1;
        }
        return powers;
    }

    private static ushort[] MakeErrors()
    {
        var errors = new ushort[Symbols * Order];
        for (var i = 0; i < errors.Length; i++)
        {
            var power = Symbols - 1 - i / Order;
            for (var root = 0; root < Checks; root++)
                errors[i] = (ushort)(errors[i] << 4 | Multiply(i % Order + 1, _powers[(FirstRoot + root) * power % Order]));
        }
        return errors;
    }

    private static byte[] MakeCauses()
    {
        var causes = new byte[ushort.MaxValue + 1];
        for (var i = 0; i < _errors.Length; i++)
            causes[_errors[i]] = (byte)(i + 1);
        return causes;
    }
}
