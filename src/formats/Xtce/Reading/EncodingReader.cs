namespace Gantry.Xtce;

internal static class EncodingReader
{
    private static readonly string[] _kinds = ["IntegerDataEncoding", "FloatDataEncoding", "StringDataEncoding", "BinaryDataEncoding"];

    /// <summary>The encoding in a type, or in the Encoding element of a time type.</summary>
    public static DataEncoding? Read(Element type, Scope scope)
    {
        var found = type.All(_kinds).Take(2).ToList();
        if (found.Count == 0)
            return null;
        if (found.Count > 1)
            scope.Report("XT003", found[1], $"{type.Name} has several encodings", "the first is taken", "one value has one encoding", Severity.Error);
        var element = found[0];
        DataEncoding encoding = element.Name switch
        {
            "IntegerDataEncoding" => Integer(element, scope),
            "FloatDataEncoding" => Float(element, scope),
            "StringDataEncoding" => Text(element, scope),
            _ => Binary(element, scope),
        };
        return encoding with
        {
            LeastSignificantBitFirst = BitOrder(element, scope),
            ByteOrder = ByteOrderReader.Read(element, scope),
            Check = ErrorCheckReader.Read(element, scope),
            At = element.At,
        };
    }

    public static BinaryEncoding Binary(Element element, Scope scope) => new()
    {
        Size = IntegerValueReader.ReadRequired(element.Child("SizeInBits"), element, "size", scope),
        FromBinary = element.Child("FromBinaryTransformAlgorithm") is { } from ? AlgorithmReader.Read(from, scope) : null,
        ToBinary = element.Child("ToBinaryTransformAlgorithm") is { } to ? AlgorithmReader.Read(to, scope) : null,
    };

    private static bool BitOrder(Element element, Scope scope)
    {
        var isReversed = scope.Pick(element, "bitOrder", false, new Dictionary<string, bool> { ["mostSignificantBitFirst"] = false, ["leastSignificantBitFirst"] = true });
        if (isReversed)
            scope.Report("XT025", element, "the least significant bit comes first", "the bits of the value are read in reverse", "few systems read it so; check with one who knows the sender");
        return isReversed;
    }

    private static IntegerEncoding Integer(Element element, Scope scope)
    {
        var size = scope.Size(element, "sizeInBits", 1) ?? 8;
        var format = IntegerFormats(element, scope);
        var most = format switch { IntegerFormat.Bcd => 152, IntegerFormat.PackedBcd => 76, _ => 64 };
        if (size > most)
            scope.Report("XT023", element, $"an integer has {size} bits", "", $"it may have 1 to {most}");
        if (format is IntegerFormat.Bcd && size % 8 != 0 || format is IntegerFormat.PackedBcd && size % 4 != 0)
            scope.Report("XT023", element, $"a decimal of {size} bits has no whole digits", "", format is IntegerFormat.Bcd ? "a digit takes 8 bits" : "a digit takes 4 bits");
        return new()
        {
            SizeInBits = size,
            Format = format,
            DefaultCalibrator = CalibratorReader.Default(element, scope),
            ContextCalibrators = CalibratorReader.Contexts(element, scope),
            ChangeThreshold = scope.Real(element, "changeThreshold"),
        };
    }

    private static IntegerFormat IntegerFormats(Element element, Scope scope)
    {
        var word = element["encoding"]?.Trim();
        IntegerFormat? known = word switch
        {
            null or "unsigned" => IntegerFormat.Unsigned,
            "signMagnitude" => IntegerFormat.SignMagnitude,
            "twosComplement" => IntegerFormat.TwosComplement,
            "onesComplement" => IntegerFormat.OnesComplement,
            "BCD" => IntegerFormat.Bcd,
            "packedBCD" => IntegerFormat.PackedBcd,
            _ => null,
        };
        if (known is { } format)
            return format;
        // The schema of 1.1 misspells them itself, so there they are right.
        IntegerFormat? alias = word switch
        {
            "twosCompliment" => IntegerFormat.TwosComplement,
            "onesCompliment" => IntegerFormat.OnesComplement,
            _ => null,
        };
        if (alias is { } old && scope.Version is XtceVersion.V11)
            return old;
        alias ??= word!.ToUpperInvariant() switch
        {
            "SIGNED" or "TWOSCOMPLEMENT" or "TWOS_COMPLEMENT" => IntegerFormat.TwosComplement,
            "ONESCOMPLEMENT" => IntegerFormat.OnesComplement,
            "UNSIGNED" => IntegerFormat.Unsigned,
            "SIGNMAGNITUDE" => IntegerFormat.SignMagnitude,
            "BCD" => IntegerFormat.Bcd,
            "PACKEDBCD" => IntegerFormat.PackedBcd,
            _ => null,
        };
        if (alias is null)
            scope.BadValue(element, "encoding", word!, "unsigned, twosComplement, onesComplement, signMagnitude, BCD or packedBCD");
        else
            scope.Report("XT022", element, $"the encoding is called {Wording.Quote(word!)}", $"{alias} is taken", "write the name of the standard");
        return alias ?? IntegerFormat.Unsigned;
    }

    private static FloatEncoding Float(Element element, Scope scope)
    {
        var size = scope.Size(element, "sizeInBits", 1) ?? 32;
        var format = scope.Pick(element, "encoding", FloatFormat.Ieee754, new Dictionary<string, FloatFormat>
        {
            ["IEEE754_1985"] = FloatFormat.Ieee754,
            ["IEEE754"] = FloatFormat.Ieee754,
            ["MILSTD_1750A"] = FloatFormat.Mil1750A,
            ["DEC"] = FloatFormat.Dec,
            ["IBM"] = FloatFormat.Ibm,
            ["TI"] = FloatFormat.Ti,
        });
        var legal = FloatSizes.Of(format).ToArray();
        if (!legal.Contains(size))
            scope.Report("XT023", element, $"a float of {format} has {size} bits", "", $"it may have {string.Join(", ", legal)}");
        return new()
        {
            SizeInBits = size,
            Format = format,
            DefaultCalibrator = CalibratorReader.Default(element, scope),
            ContextCalibrators = CalibratorReader.Contexts(element, scope),
            ChangeThreshold = scope.Real(element, "changeThreshold"),
        };
    }

    private static StringEncoding Text(Element element, Scope scope)
    {
        var encoding = new StringEncoding { Characters = CharacterSets.Read(element, scope) };
        if (element.Child("Variable") is { } variable)
        {
            scope.Since(XtceVersion.V12, variable, "Variable");
            return WithEnds(encoding, variable, scope) with
            {
                Buffer = IntegerValueReader.Read(variable, scope),
                LongestInBits = scope.Whole(variable, "maxSizeInBits"),
            };
        }
        if (element.Child("SizeInBits") is not { } size)
        {
            scope.ReportBadly("XT005", element, "the text has no size", "", "give it SizeInBits or Variable");
            return encoding with { Buffer = new FixedValue(0) };
        }
        encoding = WithEnds(encoding, size, scope);
        if (size.Child("Fixed") is { } fix)
            return encoding with { Buffer = IntegerValueReader.ReadRequired(fix, fix, "size", scope) };
        // 1.1 has either a size or an end; some write the number where 1.2 has Fixed around it.
        var loose = IntegerValueReader.Read(size, scope);
        if (loose is null && encoding.Terminator is null && encoding.LeadingSizeInBits is null)
            scope.ReportBadly("XT005", size, "the text has no size", "", "give it Fixed, TerminationChar or LeadingSize");
        else if (loose is null)
            scope.Until(XtceVersion.V11, size, "a text without Fixed or Variable", "write Variable");
        return encoding with { Buffer = loose };
    }

    private static StringEncoding WithEnds(StringEncoding encoding, Element size, Scope scope)
    {
        var terminator = size.Child("TerminationChar") is { } end ? HexText(end, scope) : null;
        var leading = size.Child("LeadingSize");
        if (leading is not null)
            scope.Report("XT029", leading, "the standard does not say what a leading size counts", $"{(scope.Links.Settings.LeadingSizes == LeadingSizeUnit.Bytes ? "bytes are" : "bits are")} taken", "choose by the setting of the database");
        return encoding with
        {
            Terminator = terminator,
            LeadingSizeInBits = leading is null ? null : scope.Size(leading, "sizeInBitsOfSizeTag", 1) ?? 16,
        };
    }

    private static string HexText(Element element, Scope scope)
    {
        var text = element.Text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            text = text[2..];
        if (text.Length == 0)
            return "00";
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
            return text.ToUpperInvariant();
        scope.ReportBadly("XT003", element, $"TerminationChar is {Wording.Quote(text)}", "", "it may be bytes in hexadecimal");
        return "00";
    }
}
