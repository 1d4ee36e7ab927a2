using System.Globalization;

namespace Neo.Astrometry;

/// <summary>Numbers of minor planets in five characters: <c>00433</c>, <c>A0000</c> = 100000, <c>~0000</c> = 620000.</summary>
public static class PackedNumber
{
    internal const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int FirstExtended = 620_000;
    private const int Last = FirstExtended + 62 * 62 * 62 * 62 - 1;

    public static bool TryPack(int number, out string packed)
    {
        packed = number switch
        {
            < 1 or > Last => "",
            < FirstExtended => $"{Digits[number / 10_000]}{number % 10_000:0000}",
            _ => "~" + Base62(number - FirstExtended, 4),
        };
        return packed.Length > 0;
    }

    public static bool TryUnpack(ReadOnlySpan<char> packed, out int number)
    {
        number = 0;
        if (packed.Length != 5)
            return false;
        if (packed[0] == '~')
        {
            if (!TryBase62(packed[1..], out var beyond))
                return false;
            number = FirstExtended + beyond;
            return true;
        }
        var tenThousands = Digits.IndexOf(packed[0]);
        if (tenThousands < 0 || !int.TryParse(packed[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var rest))
            return false;
        number = tenThousands * 10_000 + rest;
        return number > 0;
    }

    internal static string Base62(int value, int width)
    {
        Span<char> text = stackalloc char[width];
        for (var i = width - 1; i >= 0; i--, value /= 62)
            text[i] = Digits[value % 62];
        return new(text);
    }

    internal static bool TryBase62(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            var digit = Digits.IndexOf(letter);
            if (digit < 0)
                return false;
            value = value * 62 + digit;
        }
        return true;
    }
}
