using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Parts of a database in words.</summary>
public static class Words
{
    public static string Of(Criteria? criteria) => criteria switch
    {
        null => "nothing",
        Comparison one => $"{Of(one.Left)} {CriteriaWriter.Word(one.Operator)} {one.Literal}",
        Relation one => $"{Of(one.Left)} {CriteriaWriter.Word(one.Operator)} {Of(one.Right)}",
        AllOf { Parts.Count: 0 } => "nothing",
        AllOf one => string.Join(" and ", one.Parts.Select(p => p is AnyOf ? $"({Of(p)})" : Of(p))),
        AnyOf one => string.Join(" or ", one.Parts.Select(p => p is AllOf ? $"({Of(p)})" : Of(p))),
        AlgorithmCriteria one => $"the algorithm {one.Algorithm.Name}",
        _ => "something unknown",
    };

    public static string Of(ValueSource source) =>
        (source is ParameterValue parameter ? parameter.Parameter.Text : ((ArgumentValue)source).Argument) + (source.IsCalibrated ? "" : " (raw)");

    public static string Of(DataEncoding? encoding) => encoding switch
    {
        null => "not encoded",
        IntegerEncoding one => $"{one.SizeInBits} bits {one.Format}{Order(one)}",
        FloatEncoding one => $"a float of {one.SizeInBits} bits {one.Format}{Order(one)}",
        StringEncoding one => $"a text in {CharacterSets.Name(one.Characters)} of {Of(one.Buffer)}{(one.Terminator is null ? "" : $" up to {one.Terminator}")}{(one.LeadingSizeInBits is { } tag ? $" after a size of {tag} bits" : "")}",
        BinaryEncoding one => $"a blob of {Of(one.Size)}",
        _ => "something unknown",
    };

    public static string Of(IntegerValue? value) => value switch
    {
        null => "its own size",
        FixedValue one => $"{one.Value} bits",
        DynamicValue one => string.Create(CultureInfo.InvariantCulture, $"{one.Slope ?? 1} x {Of(one.Source)} + {one.Intercept} bits"),
        LookupValue one => $"one of {one.Cases.Count} sizes",
        _ => "an unknown size",
    };

    public static string Of(Calibrator? calibrator) => calibrator switch
    {
        null => "not calibrated",
        PolynomialCalibrator one => "calibrated by " + string.Join(" + ", one.Terms.OrderBy(t => t.Exponent).Select(Of)),
        SplineCalibrator one => $"calibrated by {one.Points.Count} points of order {one.Order}",
        MathCalibrator one => $"calibrated by a calculation of {one.Steps.Count} steps",
        _ => "calibrated",
    };

    public static string Units(DataType type) => type.Units.Count == 0 ? "no unit" : string.Join(' ', type.Units.Select(u => u.Text));

    private static string Of(Term term) => string.Create(CultureInfo.InvariantCulture, $"{term.Coefficient}{term.Exponent switch { 0 => "", 1 => " x", _ => $" x^{term.Exponent}" }}");

    // A list of all bytes may say the same as the word, and of a single byte any order says the same.
    private static string Order(NumberEncoding encoding)
    {
        var bytes = (encoding.SizeInBits + 7) / 8;
        var order = encoding.ByteOrder.IsPlain(bytes) ? ByteOrder.MostSignificantFirst
            : encoding.ByteOrder.Significance.SequenceEqual(Enumerable.Range(0, bytes)) ? ByteOrder.LeastSignificantFirst : encoding.ByteOrder;
        return order == ByteOrder.MostSignificantFirst && !encoding.LeastSignificantBitFirst ? "" : $" in the order {order}{(encoding.LeastSignificantBitFirst ? ", bits reversed" : "")}";
    }
}
