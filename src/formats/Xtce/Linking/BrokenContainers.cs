namespace Gantry.Xtce;

/// <summary>
/// Says of which containers packets cannot be decoded. An entry that nobody can measure is never passed over, for all that
/// follows it would be read from the wrong bits.
/// </summary>
internal static class BrokenContainers
{
    public static Dictionary<Container, string> Find(ItemTable items, Dictionary<DataType, DataType> merged)
    {
        var types = new TypeFaults(merged);
        var broken = new Dictionary<Container, string>(ReferenceEqualityComparer.Instance);
        foreach (var container in items.Containers.Values)
        {
            foreach (var entry in container.Entries)
            {
                if (Why(entry, types) is not { } why)
                    continue;
                broken[container] = $"line {entry.At.Line}: {why}";
                break;
            }
            if (container.Base is { Container.Target: null } lost)
                broken.TryAdd(container, $"its base {Wording.Quote(lost.Container.Text)} is not known");
        }
        return broken;
    }

    private static string? Why(Entry entry, TypeFaults types) => entry switch
    {
        ParameterEntry one => WhyNot(one.Parameter, types),
        ArrayEntry one => WhyNot(one.Parameter, types),
        ParameterSegmentEntry one => WhyNot(one.Parameter, types),
        ContainerEntry { Container: { Target: null } lost } => $"the container {Wording.Quote(lost.Text)} is not known",
        ContainerSegmentEntry { Container: { Target: null } lost } => $"the container {Wording.Quote(lost.Text)} is not known",
        StreamSegmentEntry { Stream: { Target: null } lost } => $"the stream {Wording.Quote(lost.Text)} is not known",
        IndirectEntry { Name.Parameter: { Target: null } lost } => $"the parameter {Wording.Quote(lost.Text)} is not known",
        UnknownEntry one => $"{Wording.Quote(one.Element)} is no entry",
        _ => null,
    };

    private static string? WhyNot(ParameterReference reference, TypeFaults types)
    {
        if (reference.Target is not { } parameter)
            return $"the parameter {Wording.Quote(reference.Text)} is not known";
        return types.WhyNot(parameter.Type) is { } why ? $"{parameter.Name}: {why}" : null;
    }
}

/// <summary>Why values of a type cannot be measured. Each type is looked at once, however often it is used.</summary>
internal sealed class TypeFaults(Dictionary<DataType, DataType> merged)
{
    private const int Deepest = 2 * Cycles.Deepest;
    private readonly Dictionary<DataType, string?> _known = new(ReferenceEqualityComparer.Instance);

    public string? WhyNot(Reference<DataType> reference, int depth = 0)
    {
        if (reference.Target is not { } target)
            return $"the type {Wording.Quote(reference.Text)} is not known";
        if (depth > Deepest)
            return $"the type {Wording.Quote(reference.Text)} is nested too deep";
        if (!_known.TryGetValue(target, out var why))
            _known[target] = why = WhyNot(merged.GetValueOrDefault(target, target), depth);
        return why;
    }

    private string? WhyNot(DataType type, int depth)
    {
        switch (type)
        {
            case AggregateType aggregate:
                foreach (var member in aggregate.Members)
                {
                    if (WhyNot(member.Type, depth + 1) is { } why)
                        return $"member {member.Name}: {why}";
                }
                return null;
            case ArrayType array:
                return WhyNot(array.Element, depth + 1);
            case { Encoding: null }:
                return $"the type {Wording.Quote(type.Name)} has no encoding";
            case { Encoding: FloatEncoding real } when !FloatSizes.Of(real.Format).Contains(real.SizeInBits):
                return $"a float of {real.SizeInBits} bits";
            case { Encoding: IntegerEncoding { Format: not (IntegerFormat.Bcd or IntegerFormat.PackedBcd), SizeInBits: > 64 } whole }:
                return $"an integer of {whole.SizeInBits} bits";
            case { Encoding: IntegerEncoding { Format: IntegerFormat.Bcd } whole } when whole.SizeInBits % 8 != 0 || whole.SizeInBits > 152:
                return $"a decimal of {whole.SizeInBits} bits";
            case { Encoding: IntegerEncoding { Format: IntegerFormat.PackedBcd } whole } when whole.SizeInBits % 4 != 0 || whole.SizeInBits > 76:
                return $"a decimal of {whole.SizeInBits} bits";
            default:
                return null;
        }
    }
}
