namespace Gantry.Xtce;

/// <summary>Criteria as they come down to raw numbers at constant places.</summary>
internal abstract record Test
{
    public static Test True { get; } = new Constant(true);

    public static Test False { get; } = new Constant(false);
}

internal sealed record Constant(bool Holds) : Test;

/// <summary>A raw number beside one that fits its range.</summary>
internal sealed record RawTest(Slot Slot, Operator Operator, Int128 Value) : Test;

internal sealed record AllTests(IReadOnlyList<Test> Parts) : Test;

internal sealed record AnyTest(IReadOnlyList<Test> Parts) : Test;

/// <summary>Brings criteria down to raw numbers. Null where only the walk can tell.</summary>
internal static class Tests
{
    public static Test? Of(Criteria? criteria, IReadOnlyList<Slot> slots, Prepared prepared, int depth = 0)
    {
        switch (criteria)
        {
            case null:
                return Test.True;
            case Comparison { Left: ParameterValue { Instance: 0 } value } comparison when Find(slots, value) is { } slot:
                return Compare(slot, value.IsCalibrated, comparison.Operator, comparison.Literal, prepared);
            case AllOf all when depth < Cycles.Deepest && Parts(all.Parts, slots, prepared, depth) is { } parts:
                return new AllTests(parts);
            case AnyOf any when depth < Cycles.Deepest && Parts(any.Parts, slots, prepared, depth) is { } parts:
                return new AnyTest(parts);
            default:
                return null;
        }
    }

    public static Slot? Find(IReadOnlyList<Slot> slots, ParameterValue value)
    {
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(slots[i].Parameter, value.Parameter.Target) && slots[i].Path.Equals(value.Parameter.Path))
                return slots[i];
        }
        return null;
    }

    private static List<Test>? Parts(ValueList<Criteria> criteria, IReadOnlyList<Slot> slots, Prepared prepared, int depth)
    {
        var parts = new List<Test>();
        foreach (var one in criteria)
        {
            if (Of(one, slots, prepared, depth + 1) is not { } test)
                return null;
            parts.Add(test);
        }
        return parts;
    }

    private static Test? Compare(Slot slot, bool isCalibrated, Operator by, string literal, Prepared prepared)
    {
        if (slot.Type.Encoding is not IntegerEncoding encoding)
            return null;
        if (slot.Type is EnumeratedType enumerated && isCalibrated && enumerated.Labels.Any(l => l.Text == literal))
            return Label(slot, enumerated, by, literal, prepared);
        if (slot.Type is BooleanType boolean && isCalibrated)
            return by is Operator.Equal or Operator.NotEqual && Literals.Truth(boolean, literal) is { } truth
                ? new RawTest(slot, truth == (by == Operator.Equal) ? Operator.NotEqual : Operator.Equal, 0)
                : null;
        var isPlain = !isCalibrated || slot.Type is EnumeratedType
            || slot.Type is IntegerType or FloatType && encoding is { DefaultCalibrator: null, ContextCalibrators.Count: 0 } && prepared.Database.Settings.Numbers == NumberPolicy.EncodingWins
                && (slot.Type is IntegerType || encoding.SizeInBits <= 53);
        return isPlain && Literals.TryWhole(literal, out var number) ? Number(slot, encoding, by, number) : null;
    }

    private static Test? Label(Slot slot, EnumeratedType type, Operator by, string literal, Prepared prepared)
    {
        var named = type.Labels.Where(l => l.Text == literal).ToList();
        if (by is not (Operator.Equal or Operator.NotEqual) || named is not [{ UpTo: null } label] || prepared.LabelsOf(type).Find(label.Value) != literal)
            return null;
        return Number(slot, (IntegerEncoding)slot.Encoding, by, label.Value);
    }

    private static Test Number(Slot slot, IntegerEncoding encoding, Operator by, Int128 number)
    {
        var isUnsigned = encoding.Format == IntegerFormat.Unsigned;
        var low = isUnsigned ? 0 : -(Int128.One << (encoding.SizeInBits - 1));
        var high = isUnsigned ? (Int128.One << encoding.SizeInBits) - 1 : (Int128.One << (encoding.SizeInBits - 1)) - 1;
        if (number >= low && number <= high)
            return new RawTest(slot, by, number);
        var isAbove = number > high;
        return by switch
        {
            Operator.Equal => Test.False,
            Operator.NotEqual => Test.True,
            Operator.Less or Operator.LessOrEqual => isAbove ? Test.True : Test.False,
            _ => isAbove ? Test.False : Test.True,
        };
    }
}
