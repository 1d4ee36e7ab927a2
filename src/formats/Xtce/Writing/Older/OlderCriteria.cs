namespace Gantry.Xtce;

/// <summary>Conditions, sizes and calculations as 1.1 has them: of parameters alone, in whole numbers.</summary>
internal sealed class OlderCriteria(OlderNotes notes)
{
    private static readonly HashSet<string> _operators =
    [
        "+", "-", "*", "/", "%", "^", "y^x", "ln", "log", "e^x", "1/x", "x!", "tan", "cos", "sin", "atan", "acos", "asin", "tanh", "cosh", "sinh", "atanh", "acosh", "asinh", "swap",
    ];

    public Criteria? Of(Criteria? criteria, Spot spot)
    {
        switch (criteria)
        {
            case Comparison one:
                Check(one.Left, spot);
                break;
            case Relation one:
                Check(one.Left, spot);
                Check(one.Right, spot);
                break;
            case AllOf { Parts.Count: 0 }:
                notes.Lost(spot, "criteria that say nothing", "they are written so");
                break;
            // A list has no parts of parts.
            case AllOf { IsList: true } list:
                foreach (var part in list.Parts)
                    Of(part, spot);
                break;
            case AllOf all:
                var both = all.Parts.Select(p => Of(p, spot)!).SelectMany(p => p is AllOf { IsList: false } inner ? inner.Parts : [p]).ToList();
                return both is [var only] ? only : all with { Parts = [.. both] };
            case AnyOf { Parts.Count: 0 }:
                notes.Cannot(spot, "a choice of nothing");
                break;
            case AnyOf any:
                var either = any.Parts.Select(p => Of(p, spot)!).SelectMany(p => p is AnyOf inner ? inner.Parts : [p]).ToList();
                return either is [var one1] ? one1 : any with { Parts = [.. either] };
            case AlgorithmCriteria one:
                return one with { Algorithm = Of(one.Algorithm, spot) };
        }
        return criteria;
    }

    public IntegerValue? Of(IntegerValue? value, Spot spot)
    {
        switch (value)
        {
            case DynamicValue one:
                Check(one.Source, spot);
                if (!double.IsInteger(one.Slope ?? 1) || !double.IsInteger(one.Intercept))
                    notes.Cannot(spot, FormattableString.Invariant($"a size of {one.Slope ?? 1} times a value plus {one.Intercept}"));
                return value;
            case LookupValue one:
                if (one.Otherwise is not null)
                    notes.Cannot(spot, "a list of sizes with another for all other cases", "list all cases");
                return one with { Cases = [.. one.Cases.Select(c => c with { When = Of(c.When, spot)! })] };
            default:
                return value;
        }
    }

    public ValueList<Dimension> Of(ValueList<Dimension> dimensions, Spot spot) => [.. dimensions.Select(d => new Dimension(Of(d.From, spot)!, Of(d.To, spot)!))];

    public Algorithm Of(Algorithm algorithm, Spot spot)
    {
        foreach (var input in algorithm.Inputs)
            Check(input.Value, spot);
        Steps(algorithm.Steps, spot);
        return algorithm;
    }

    public void Steps(ValueList<MathStep> steps, Spot spot)
    {
        foreach (var step in steps)
        {
            if (step is Apply { Operator: var by } && !_operators.Contains(by))
                notes.Cannot(spot, $"the operator {Wording.Quote(by)}");
            else if (step is PushParameter { Value: var value })
                Check(value, spot);
        }
    }

    private void Check(ValueSource source, Spot spot)
    {
        if (source is ArgumentValue argument)
            notes.Cannot(argument.At.Line > 0 ? spot with { At = argument.At } : spot, $"the argument {argument.Argument} decides something");
    }
}
