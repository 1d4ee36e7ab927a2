using System.Globalization;

namespace Gantry.Xtce;

/// <summary>How values look on the wire, in the words of 1.1.</summary>
internal sealed class OlderEncodings(OlderNotes notes, OlderCriteria criteria)
{
    public DataEncoding? Of(DataEncoding? encoding, Spot outer)
    {
        if (encoding is null)
            return null;
        var spot = encoding.At.Line > 0 ? outer with { At = encoding.At } : outer;
        return encoding switch
        {
            IntegerEncoding one => Number(one, spot) with { ByteOrder = Order(one, one.SizeInBits, one.Format is IntegerFormat.Bcd or IntegerFormat.PackedBcd, spot), Check = Check(one.Check, spot) },
            FloatEncoding one => Number(Float(one, spot), spot) with { ByteOrder = Order(one, one.SizeInBits, false, spot), Check = Check(one.Check, spot) },
            StringEncoding one => Text(one, spot),
            BinaryEncoding one => Binary(one, spot),
            _ => encoding,
        };
    }

    public BinaryEncoding Binary(BinaryEncoding one, Spot spot) => one with
    {
        Size = criteria.Of(one.Size, spot)!,
        FromBinary = one.FromBinary is null ? null : criteria.Of(one.FromBinary, spot),
        ToBinary = one.ToBinary is null ? null : criteria.Of(one.ToBinary, spot),
        ByteOrder = Order(one, null, false, spot),
        Check = Check(one.Check, spot),
    };

    /// <summary>A check that is left out makes no packet a bad one.</summary>
    public ErrorCheck? Check(ErrorCheck? check, Spot spot)
    {
        if (check is null)
            return null;
        if (check is { Kind: ErrorCheckKind.Parity, Parameter: null })
            return check;
        if (check is { Kind: ErrorCheckKind.Crc, Parameter: null, Initial: null, FinalXor: null, ReflectsData: false, ReflectsRemainder: false, SizeInBits: > 0 and < 63 and var width }
            && ulong.TryParse(check.Polynomial, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            return check with { Polynomial = (bits & (1UL << width) - 1).ToString("X", CultureInfo.InvariantCulture) };
        notes.Lost(spot, check.Kind == ErrorCheckKind.Crc ? "a CRC with more than a polynomial" : $"a check of kind {check.Kind}", "it is left out and nobody verifies it");
        return null;
    }

    private NumberEncoding Number(NumberEncoding one, Spot spot)
    {
        if (one.ChangeThreshold is not null)
            notes.Lost(spot, "a change threshold");
        return one with
        {
            ChangeThreshold = null,
            DefaultCalibrator = Calibrator(one.DefaultCalibrator, spot),
            ContextCalibrators = [.. one.ContextCalibrators.Select(c => new ContextCalibrator(criteria.Of(c.When, spot)!, Calibrator(c.Calibrator, spot)!))],
        };
    }

    private FloatEncoding Float(FloatEncoding one, Spot spot)
    {
        if (one.Format is not (FloatFormat.Ieee754 or FloatFormat.Mil1750A) || one.SizeInBits is not (32 or 64 or 128))
            notes.Cannot(spot, $"a float of {one.SizeInBits} bits {one.Format}");
        return one;
    }

    private StringEncoding Text(StringEncoding one, Spot spot)
    {
        if (one.Characters is not (CharacterSet.Utf8 or CharacterSet.Utf16 or CharacterSet.Ascii))
            notes.Cannot(spot, $"a text in {CharacterSets.Name(one.Characters)}");
        if (one.Characters == CharacterSet.Ascii)
            notes.Lost(spot, "a text in US-ASCII", "UTF-8 is written, in which such letters are the same");
        if (one.Buffer is not null && (one.Terminator is not null || one.LeadingSizeInBits is not null) || one is { Terminator: not null, LeadingSizeInBits: not null })
            notes.Cannot(spot, "a text with a size and an end");
        if (one.LongestInBits is { } most)
            notes.Lost(spot, $"a text of at most {most} bits");
        return one with
        {
            Characters = one.Characters == CharacterSet.Ascii ? CharacterSet.Utf8 : one.Characters, Buffer = criteria.Of(one.Buffer, spot), LongestInBits = null,
            ByteOrder = Order(one, one.LeadingSizeInBits, false, spot), Check = Check(one.Check, spot),
        };
    }

    /// <summary>A list of bytes in the place of a word. It needs a size to be written.</summary>
    private ByteOrder Order(DataEncoding one, int? bits, bool isDecimal, Spot spot)
    {
        var bytes = ((bits ?? 0) + 7) / 8;
        if (one.ByteOrder == ByteOrder.MostSignificantFirst || bits is not null && !isDecimal && one.ByteOrder.IsPlain(bytes))
            return ByteOrder.MostSignificantFirst;
        if (!one.ByteOrder.IsLeastSignificantFirst)
            return one.ByteOrder;
        if (bits is null || bits % 8 != 0 || isDecimal)
            notes.Cannot(spot, "the least significant byte first, where there are no whole bytes of a number");
        return new(false, [.. Enumerable.Range(0, bytes)]);
    }

    private Calibrator? Calibrator(Calibrator? calibrator, Spot outer)
    {
        if (calibrator is null)
            return null;
        var spot = calibrator.At.Line > 0 ? outer with { At = calibrator.At } : outer;
        if (calibrator is SplineCalibrator spline && (spline.Order < 1 || spline.Points.Any(p => p.Order < 1)))
            notes.Cannot(spot, "a spline of steps");
        if (calibrator is MathCalibrator math)
            criteria.Steps(math.Steps, spot);
        return calibrator;
    }
}
