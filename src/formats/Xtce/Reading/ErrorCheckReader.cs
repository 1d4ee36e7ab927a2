namespace Gantry.Xtce;

internal static class ErrorCheckReader
{
    public static ErrorCheck? Read(Element encoding, Scope scope)
    {
        if (encoding.Child("ErrorDetectCorrect") is not { } element || element.All("CRC", "Checksum", "Parity", "XOR").FirstOrDefault() is not { } one)
            return null;
        var check = new ErrorCheck
        {
            Kind = one.Name switch { "CRC" => ErrorCheckKind.Crc, "Checksum" => ErrorCheckKind.Checksum, "Parity" => ErrorCheckKind.Parity, _ => ErrorCheckKind.Xor },
            BitsFromReference = scope.Whole(one, "bitsFromReference"),
            FromEnd = scope.Pick(one, "reference", false, new Dictionary<string, bool> { ["start"] = false, ["end"] = true }),
            Parameter = one["parameterRef"] is null ? null : scope.ReferParameter(one),
        };
        return check.Kind switch
        {
            ErrorCheckKind.Crc => Crc(check, one, scope),
            ErrorCheckKind.Checksum => check with
            {
                Name = one["name"],
                SizeInBits = scope.Size(one, "hashSizeInBits", 1),
                Algorithm = one.Child("InputAlgorithm") is { } algorithm ? AlgorithmReader.Read(algorithm, scope) : null,
            },
            ErrorCheckKind.Parity => check with { Name = one["type"] },
            _ => check,
        };
    }

    private static ErrorCheck Crc(ErrorCheck check, Element one, Scope scope)
    {
        if (one.Child("Polynomial") is not { } polynomial)
        {
            scope.Report("XT005", one, "the CRC has no Polynomial", "it is not checked", "give it one");
            return check;
        }
        // 1.1 writes the polynomial as terms, each the power of a bit that is set.
        var terms = polynomial.All("Term").ToList();
        ulong bits = 0;
        foreach (var term in terms)
        {
            if (scope.Whole(term, "exponent") is >= 0 and < 64 and var power && scope.Real(term, "coefficient") is not 0)
                bits |= 1UL << (int)power;
        }
        var width = terms.Count == 0 ? scope.Size(one, "width", 1) : 63 - System.Numerics.BitOperations.LeadingZeroCount(bits);
        var written = terms.Count == 0 ? polynomial.Text.Trim() : (width < 63 ? bits & ~(1UL << width!.Value) : bits).ToString("X", null);
        return check with
        {
            Polynomial = written,
            SizeInBits = width,
            Initial = one.Child("InitRemainder")?.Text.Trim(),
            FinalXor = one.Child("FinalXOR")?.Text.Trim(),
            ReflectsData = scope.Flag(one, "reflectData", false),
            ReflectsRemainder = scope.Flag(one, "reflectRemainder", false),
        };
    }
}
