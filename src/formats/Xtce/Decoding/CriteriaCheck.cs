namespace Gantry.Xtce;

/// <summary>Whether criteria hold. What is not known does not hold.</summary>
internal static class CriteriaCheck
{
    private const int Deepest = 128;

    public static bool Holds(Criteria? criteria, IValues values, int depth = 0) => criteria switch
    {
        null => true,
        _ when depth > Deepest => false,
        Comparison comparison => Compare(comparison, values),
        Relation relation => Relate(relation, values),
        AllOf all => All(all, values, depth),
        AnyOf any => Any(any, values, depth),
        AlgorithmCriteria algorithm => values.Ask(algorithm.Algorithm) ?? false,
        _ => false,
    };

    private static bool All(AllOf all, IValues values, int depth)
    {
        foreach (var part in all.Parts.AsSpan())
        {
            if (!Holds(part, values, depth + 1))
                return false;
        }
        return true;
    }

    private static bool Any(AnyOf any, IValues values, int depth)
    {
        foreach (var part in any.Parts.AsSpan())
        {
            if (Holds(part, values, depth + 1))
                return true;
        }
        return false;
    }

    private static bool Compare(Comparison comparison, IValues values) =>
        values.Find(comparison.Left) is { } found && Literals.Order(found, comparison.Left.IsCalibrated, comparison.Literal) is { } order && Says(comparison.Operator, order);

    private static bool Relate(Relation relation, IValues values)
    {
        if (values.Find(relation.Left) is not { } left || values.Find(relation.Right) is not { } right)
            return false;
        var a = relation.Left.IsCalibrated ? left.Value : left.Raw;
        var b = relation.Right.IsCalibrated ? right.Value : right.Raw;
        return Literals.Order(a, b) is { } order && Says(relation.Operator, order);
    }

    private static bool Says(Operator by, int order) => by switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        // What cannot be put in order is neither more nor less.
        _ when order == Literals.Different => false,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };
}
