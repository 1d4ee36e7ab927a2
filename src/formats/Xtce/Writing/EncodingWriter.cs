using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class EncodingWriter(Xml xml)
{
    private readonly CriteriaWriter _criteria = new(xml);
    private readonly AlgorithmWriter _algorithms = new(xml);

    public XElement? Encoding(DataEncoding? encoding) => encoding switch
    {
        IntegerEncoding integer => xml.E("IntegerDataEncoding", Unless("unsigned", "encoding", Word(integer.Format)), Number(integer)),
        FloatEncoding real => xml.E("FloatDataEncoding", Unless("IEEE754_1985", "encoding", Word(real.Format)), Number(real)),
        StringEncoding text => xml.E("StringDataEncoding", Common(text), Unless("UTF-8", "encoding", CharacterSets.Name(text.Characters)), Text(text)),
        BinaryEncoding binary => Binary("BinaryDataEncoding", binary, binary.Check),
        _ => null,
    };

    public XElement Binary(string name, BinaryEncoding binary, ErrorCheck? check) => xml.E(
        name, Common(binary with { Check = check }), xml.E("SizeInBits", _criteria.Integer(binary.Size)),
        binary.FromBinary is null ? null : _algorithms.Algorithm("FromBinaryTransformAlgorithm", binary.FromBinary),
        binary.ToBinary is null ? null : _algorithms.Algorithm("ToBinaryTransformAlgorithm", binary.ToBinary));

    public XElement? Check(ErrorCheck? check)
    {
        if (check is null)
            return null;
        object?[] place = [A("bitsFromReference", check.BitsFromReference), check.FromEnd ? A("reference", "end") : null, A("parameterRef", check.Parameter?.Text)];
        return xml.E("ErrorDetectCorrect", check.Kind switch
        {
            ErrorCheckKind.Crc => xml.E(
                "CRC", xml.Is11 ? null : A("width", check.SizeInBits), Unless(false, "reflectData", check.ReflectsData), Unless(false, "reflectRemainder", check.ReflectsRemainder), place,
                xml.E("Polynomial", xml.Is11 ? Terms(check) : check.Polynomial), check.Initial is null ? null : xml.E("InitRemainder", check.Initial), check.FinalXor is null ? null : xml.E("FinalXOR", check.FinalXor)),
            ErrorCheckKind.Checksum => xml.E("Checksum", A("name", check.Name), A("hashSizeInBits", check.SizeInBits), place, check.Algorithm is null ? null : _algorithms.Algorithm("InputAlgorithm", check.Algorithm)),
            ErrorCheckKind.Parity => xml.E("Parity", A("type", check.Name), place),
            _ => xml.E("XOR", place),
        });
    }

    private object?[] Number(NumberEncoding number) =>
    [
        A("sizeInBits", number.SizeInBits), A("changeThreshold", number.ChangeThreshold), Common(number),
        number.DefaultCalibrator is null ? null : Calibrator("DefaultCalibrator", number.DefaultCalibrator),
        xml.Set("ContextCalibratorList", number.ContextCalibrators.Select(c => xml.E("ContextCalibrator", _algorithms.Match("ContextMatch", c.When), Calibrator("Calibrator", c.Calibrator)))),
    ];

    private object?[] Common(DataEncoding encoding) =>
    [
        encoding.LeastSignificantBitFirst ? A("bitOrder", "leastSignificantBitFirst") : null,
        xml.Is11 ? null : Unless("mostSignificantByteFirst", "byteOrder", encoding.ByteOrder.ToString()),
        Check(encoding.Check),
        xml.Is11 ? xml.Set("ByteOrderList", encoding.ByteOrder.Significance.Select(s => xml.E("Byte", A("byteSignificance", s)))) : null,
    ];

    private XElement Text(StringEncoding text)
    {
        // A text that only its end or its leading size bounds has no buffer.
        object?[] ends =
        [
            text.Terminator is null ? null : xml.E("TerminationChar", text.Terminator),
            text.LeadingSizeInBits is { } tag ? xml.E("LeadingSize", A("sizeInBitsOfSizeTag", tag)) : null,
        ];
        if (xml.Is11)
            return xml.E("SizeInBits", text.Buffer is null ? ends : xml.E("Fixed", _criteria.Integer(text.Buffer)));
        return text is { Buffer: FixedValue, LongestInBits: null }
            ? xml.E("SizeInBits", xml.E("Fixed", _criteria.Integer(text.Buffer)), ends)
            : xml.E("Variable", A("maxSizeInBits", text.LongestInBits ?? 8 * 65_536), _criteria.Integer(text.Buffer), ends.Reverse());
    }

    private XElement Calibrator(string name, Calibrator calibrator) => xml.E(
        name, A("name", calibrator.Name), A("shortDescription", calibrator.About), xml.Ancillary(calibrator.Ancillary), calibrator switch
        {
            PolynomialCalibrator polynomial => xml.E("PolynomialCalibrator", polynomial.Terms.Select(t => xml.E("Term", A("coefficient", t.Coefficient), A("exponent", t.Exponent)))),
            SplineCalibrator spline => xml.E(
                "SplineCalibrator", Unless(1, "order", spline.Order), Unless(false, "extrapolate", spline.Extrapolates),
                spline.Points.Select(p => xml.E("SplinePoint", A("order", p.Order), A("raw", p.Raw), A("calibrated", p.Calibrated)))),
            _ => xml.E("MathOperationCalibrator", _algorithms.Steps(((MathCalibrator)calibrator).Steps)),
        });

    /// <summary>1.1 writes a term for each power of the polynomial, the highest too.</summary>
    private IEnumerable<XElement> Terms(ErrorCheck check)
    {
        var bits = ulong.Parse(check.Polynomial!, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture) | 1UL << check.SizeInBits!.Value;
        for (var power = 63; power >= 0; power--)
        {
            if ((bits >> power & 1) != 0)
                yield return xml.E("Term", A("coefficient", 1L), A("exponent", (long)power));
        }
    }

    // 1.1 misspells two of them.
    private string Word(IntegerFormat format) => format switch
    {
        IntegerFormat.SignMagnitude => "signMagnitude",
        IntegerFormat.TwosComplement => xml.Is11 ? "twosCompliment" : "twosComplement",
        IntegerFormat.OnesComplement => xml.Is11 ? "onesCompliment" : "onesComplement",
        IntegerFormat.Bcd => "BCD",
        IntegerFormat.PackedBcd => "packedBCD",
        _ => "unsigned",
    };

    private static string Word(FloatFormat format) => format switch
    {
        FloatFormat.Mil1750A => "MILSTD_1750A",
        FloatFormat.Dec => "DEC",
        FloatFormat.Ibm => "IBM",
        FloatFormat.Ti => "TI",
        _ => "IEEE754_1985",
    };
}
