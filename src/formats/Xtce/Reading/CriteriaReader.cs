namespace Gantry.Xtce;

internal static class CriteriaReader
{
    private static readonly string[] _kinds = ["Comparison", "ComparisonList", "BooleanExpression", "CustomAlgorithm"];

    public static readonly IReadOnlyDictionary<string, Operator> Operators = new Dictionary<string, Operator>
    {
        ["=="] = Operator.Equal,
        ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less,
        ["<="] = Operator.LessOrEqual,
        [">"] = Operator.Greater,
        [">="] = Operator.GreaterOrEqual,
    };

    /// <summary>The criteria in an element of the match kind; null when it says none.</summary>
    public static Criteria? Read(Element element, Scope scope)
    {
        var found = element.All(_kinds).Take(2).ToList();
        if (found.Count == 0)
            return null;
        if (found.Count > 1)
            scope.ReportBadly("XT003", found[1], $"{element.Name} has several criteria", "the first is taken", "join them in a BooleanExpression");
        var one = found[0];
        return one.Name switch
        {
            "Comparison" => Compare(one, scope),
            "ComparisonList" => List(one, scope),
            "BooleanExpression" => Parts(one, scope).FirstOrDefault() ?? Empty(one, scope),
            _ => new AlgorithmCriteria(AlgorithmReader.Read(one, scope)) { At = one.At },
        };
    }

    /// <summary>As <see cref="Read"/>, where the schema demands that something be said.</summary>
    public static Criteria ReadRequired(Element? element, Element within, Scope scope) =>
        (element is null ? null : Read(element, scope)) ?? Empty(element ?? within, scope);

    public static ParameterValue Parameter(Element element, Scope scope) =>
        new(scope.ReferParameter(element)) { Instance = scope.Whole(element, "instance") ?? 0, IsCalibrated = scope.Flag(element, "useCalibratedValue", true) };

    /// <summary>The parameter or argument that a child names.</summary>
    public static ValueSource? Source(Element element, Scope scope) =>
        element.Child("ParameterInstanceRef") is { } parameter ? Parameter(parameter, scope)
        : element.Child("ArgumentInstanceRef") is { } argument ? Argument(argument, scope)
        : null;

    public static ArgumentValue Argument(Element element, Scope scope) =>
        new(scope.Required(element, "argumentRef")) { IsCalibrated = scope.Flag(element, "useCalibratedValue", true), At = element.At };

    private static Comparison Compare(Element element, Scope scope) =>
        new(Source(element, scope) ?? Parameter(element, scope), scope.Pick(element, "comparisonOperator", Operator.Equal, Operators), scope.Required(element, "value"))
        {
            At = element.At,
        };

    private static AllOf List(Element element, Scope scope)
    {
        var parts = element.All("Comparison").Select(c => (Criteria)Compare(c, scope)).ToArray();
        if (parts.Length == 0)
            scope.Report("XT055", element, "the ComparisonList is empty", "it always holds", "leave it out or compare something");
        return new(new(parts), IsList: true) { At = element.At };
    }

    private static IEnumerable<Criteria> Parts(Element element, Scope scope)
    {
        foreach (var child in element.All("Condition", "ANDedConditions", "ORedConditions"))
        {
            yield return child.Name switch
            {
                "Condition" => Condition(child, scope),
                "ANDedConditions" => new AllOf(Some(child, scope), IsList: false) { At = child.At },
                _ => new AnyOf(Some(child, scope)) { At = child.At },
            };
        }
    }

    private static ValueList<Criteria> Some(Element element, Scope scope)
    {
        var parts = Parts(element, scope).ToArray();
        if (parts.Length == 0)
            scope.Report("XT055", element, $"{element.Name} is empty", element.Name == "ORedConditions" ? "it never holds" : "it always holds", "give it conditions");
        return new(parts);
    }

    private static Criteria Condition(Element element, Scope scope)
    {
        var sides = element.All("ParameterInstanceRef", "ArgumentInstanceRef")
            .Select(side => side.Name == "ParameterInstanceRef" ? (ValueSource)Parameter(side, scope) : Argument(side, scope)).ToList();
        var written = element.Child("ComparisonOperator");
        var by = Operator.Equal;
        if (written is null || !Operators.TryGetValue(written.Text.Trim(), out by))
            scope.ReportBadly("XT003", written ?? element, "the condition has no known ComparisonOperator", "'==' is taken", "it may be one of " + string.Join(", ", Operators.Keys));
        if (sides.Count == 2)
            return new Relation(sides[0], by, sides[1]) { At = element.At };
        if (sides.Count == 1 && element.Child("Value") is { } value)
            return new Comparison(sides[0], by, value.Text.Trim()) { At = element.At };
        scope.ReportBadly("XT005", element, "the condition does not say what is compared with what", "it always holds", "give it a ParameterInstanceRef and a Value or a second reference");
        return Always(element);
    }

    private static AllOf Empty(Element element, Scope scope)
    {
        scope.Report("XT055", element, $"{element.Name} says nothing", "it always holds", "give it a Comparison, a ComparisonList or a BooleanExpression");
        return Always(element);
    }

    private static AllOf Always(Element element) => new([], IsList: true) { At = element.At };
}
