using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Checks the code of a whole packet. The code stands where its parameter would, or at the end.</summary>
internal static class ErrorChecks
{
    /// <summary>Null when the database does not say enough to check it.</summary>
    public static bool? Verify(ErrorCheck check, ReadOnlySpan<byte> packet)
    {
        var bits = check.Kind switch { ErrorCheckKind.Parity => 1, ErrorCheckKind.Xor => check.SizeInBits ?? 8, _ => check.SizeInBits ?? 0 };
        if (bits is not (8 or 16 or 24 or 32 or 40 or 48 or 56 or 64) || packet.Length * 8L < bits)
            return null;
        var at = check.BitsFromReference is not { } from ? packet.Length * 8L - bits : check.FromEnd ? packet.Length * 8L - from : from;
        if (check.FromEnd && check.BitsFromReference is 0)
            at = packet.Length * 8L - bits;
        if (at < 0 || at % 8 != 0 || at + bits > packet.Length * 8L)
            return null;
        return Compute(check, packet[..(int)(at / 8)]) is { } computed ? computed == Bits.Read(packet, at, bits) : null;
    }

    /// <summary>The code of what comes before it.</summary>
    public static ulong? Compute(ErrorCheck check, ReadOnlySpan<byte> data) => check.Kind switch
    {
        ErrorCheckKind.Crc => Crc(check, data),
        ErrorCheckKind.Checksum => Sum(check, data),
        ErrorCheckKind.Xor => Xor(data),
        _ => null,
    };

    private static ulong? Crc(ErrorCheck check, ReadOnlySpan<byte> data)
    {
        if (check.SizeInBits is not { } width || width is < 8 or > 64 || !TryHex(check.Polynomial, out var polynomial))
            return null;
        TryHex(check.Initial, out var register);
        TryHex(check.FinalXor, out var final);
        var top = 1UL << (width - 1);
        foreach (var one in data)
        {
            register ^= (check.ReflectsData ? Bits.Reverse(one, 8) : one) << (width - 8);
            for (var i = 0; i < 8; i++)
                register = (register & top) != 0 ? register << 1 ^ polynomial : register << 1;
            register &= Bits.Mask(width);
        }
        return (check.ReflectsRemainder ? Bits.Reverse(register, width) : register) ^ final;
    }

    // The names say how wide the words are that are added.
    private static ulong? Sum(ErrorCheck check, ReadOnlySpan<byte> data)
    {
        var width = check.Name switch { "sum8" or "1sCompSum8" => 8, "sum16" or "1sCompSum16" => 16, "sum24" => 24, "sum32" or "1sCompSum32" => 32, _ => 0 };
        if (width == 0 || check.Algorithm is not null)
            return null;
        var sum = 0UL;
        for (var i = 0; i < data.Length; i += width / 8)
        {
            for (var j = 0; j < width / 8; j++)
                sum += (i + j < data.Length ? (ulong)data[i + j] : 0) << (width - 8 - 8 * j);
            if (check.Name!.StartsWith("1s", StringComparison.Ordinal))
                sum = (sum & Bits.Mask(width)) + (sum >> width);
        }
        return sum & Bits.Mask(check.SizeInBits ?? width);
    }

    private static ulong Xor(ReadOnlySpan<byte> data)
    {
        var all = (byte)0;
        foreach (var one in data)
            all ^= one;
        return all;
    }

    private static bool TryHex(string? text, out ulong number)
    {
        number = 0;
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
