namespace Gantry.Xtce;

/// <summary>Whether what a value is compared with can be one of its type.</summary>
internal static class LiteralRules
{
    public static void Check(Container container, XtceDatabase database, DiagnosticList diagnostics)
    {
        foreach (var criteria in container.Entries.Select(e => e.Include).Prepend(container.Base?.Restriction))
            Check(criteria, container, database, diagnostics, 0);
    }

    private static void Check(Criteria? criteria, Container container, XtceDatabase database, DiagnosticList diagnostics, int depth)
    {
        switch (criteria)
        {
            case Comparison { Left: ParameterValue value } comparison when database.TypeOf(value.Parameter) is { } type && Misfit(type, value.IsCalibrated, comparison.Literal) is { } why:
                diagnostics.Add("XT056", comparison.At, container.QualifiedName, $"{Wording.Quote(comparison.Literal)} is no value of {value.Parameter.Text}, {why.Found}", why.Assumed, why.Right);
                break;
            case AllOf all when depth < 64:
                foreach (var part in all.Parts)
                    Check(part, container, database, diagnostics, depth + 1);
                break;
            case AnyOf any when depth < 64:
                foreach (var part in any.Parts)
                    Check(part, container, database, diagnostics, depth + 1);
                break;
        }
    }

    private static (string Found, string Assumed, string Right)? Misfit(DataType type, bool isCalibrated, string literal)
    {
        switch (type)
        {
            case EnumeratedType enumerated when isCalibrated:
                return enumerated.Labels.Any(l => l.Text == literal) ? null : Literals.TryWhole(literal, out _)
                    ? ("whose values are labels", "raw values are compared", "write a label, or useCalibratedValue=\"false\"")
                    : ("which has no such label", "it never holds", "write one of its labels");
            case BooleanType boolean when isCalibrated:
                return Literals.Truth(boolean, literal) is null ? ("which is true or false", "it never holds", "write one of its words") : null;
            case IntegerType or FloatType or EnumeratedType:
                return Numbers.TryReal(literal, out _) ? null : ("which is a number", "it never holds", "write a number");
            case AbsoluteTimeType when isCalibrated:
                return UtcText.TryRead(literal, out _) ? null : ("which is a time", "it never holds", "write a time of UTC");
            default:
                return null;
        }
    }
}
