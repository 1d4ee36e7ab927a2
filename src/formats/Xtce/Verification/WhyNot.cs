namespace Gantry.Xtce;

/// <summary>Why criteria do not hold, a sentence for each part that does not.</summary>
internal static class WhyNot
{
    private const int Deepest = 128;

    public static IReadOnlyList<string> Of(Criteria? criteria, CurrentValues values)
    {
        var reasons = new List<string>();
        Add(criteria, values, reasons, 0);
        return reasons;
    }

    private static void Add(Criteria? criteria, CurrentValues values, List<string> reasons, int depth)
    {
        if (depth > Deepest || CriteriaCheck.Holds(criteria, values))
            return;
        switch (criteria)
        {
            case AllOf all:
                foreach (var part in all.Parts)
                    Add(part, values, reasons, depth + 1);
                break;
            case AnyOf { Parts.Count: > 0 } any:
                foreach (var part in any.Parts)
                    Add(part, values, reasons, depth + 1);
                break;
            case Comparison one:
                reasons.Add($"{Words.Of(one)} does not hold: {Say(one.Left, values)}");
                break;
            case Relation one:
                reasons.Add($"{Words.Of(one)} does not hold: {Say(one.Left, values)}, {Say(one.Right, values)}");
                break;
            case AlgorithmCriteria one:
                reasons.Add(values.Ask(one.Algorithm) is null ? $"{Words.Of(one)} cannot be run here" : $"{Words.Of(one)} says no");
                break;
            default:
                reasons.Add("it never holds");
                break;
        }
    }

    private static string Say(ValueSource source, CurrentValues values) =>
        values.Find(source) is { } found ? $"{Words.Of(source)} is {(source.IsCalibrated ? found.Value : found.Raw)}" : values.WhyNone(source);
}
