namespace Gantry.Xtce;

/// <summary>What criteria say of constants: which values must equal which.</summary>
internal static class Dispatch
{
    /// <summary>The values that must equal a literal for criteria to hold, by how they are written.</summary>
    public static Dictionary<string, string> Equalities(Criteria? criteria)
    {
        var found = new Dictionary<string, string>();
        Gather(criteria, found, 0);
        return found;
    }

    private static void Gather(Criteria? criteria, Dictionary<string, string> found, int depth)
    {
        if (criteria is Comparison { Operator: Operator.Equal, Left: ParameterValue { Instance: 0, Parameter.Target: { } target } value } comparison)
            found.TryAdd($"{target.QualifiedName}{value.Parameter.Path} {value.IsCalibrated}", Normal(comparison.Literal));
        else if (criteria is AllOf all && depth < 32)
        {
            foreach (var part in all.Parts)
                Gather(part, found, depth + 1);
        }
    }

    // 11 and 0x0B are one number.
    private static string Normal(string literal) =>
        Literals.TryWhole(literal, out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : literal;
}
