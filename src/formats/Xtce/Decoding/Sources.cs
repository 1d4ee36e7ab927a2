namespace Gantry.Xtce;

/// <summary>Every value that anything in a database asks for.</summary>
internal static class Sources
{
    public static IEnumerable<ValueSource> Of(XtceDatabase database)
    {
        foreach (var system in database.Systems)
        {
            foreach (var source in system.Types.Concat(system.ArgumentTypes).SelectMany(t => Of(t)))
                yield return source;
            foreach (var source in system.Parameters.SelectMany(p => Of(p.Validity)))
                yield return source;
            foreach (var source in system.Algorithms.SelectMany(Of))
                yield return source;
            foreach (var source in system.Messages.SelectMany(m => Of(m.When)))
                yield return source;
            foreach (var command in system.Commands)
            {
                foreach (var source in Of(command))
                    yield return source;
            }
        }
        foreach (var container in database.AllContainers)
        {
            foreach (var source in Of(container))
                yield return source;
        }
    }

    public static IEnumerable<ValueSource> Of(Container container) =>
        Of(container.Base?.Restriction).Concat(container.Entries.SelectMany(Of));

    public static IEnumerable<ValueSource> Of(Entry entry) =>
        Of(entry.Include).Concat(Of(entry.Location?.Bits)).Concat(Of(entry.Repeat?.Count)).Concat(Of(entry.Repeat?.Gap)).Concat(entry switch
        {
            ArrayEntry array => Of(array.Dimensions),
            ArrayArgumentEntry array => Of(array.Dimensions),
            IndirectEntry indirect => [indirect.Name],
            _ => [],
        });

    public static IEnumerable<ValueSource> Of(DataType type)
    {
        var sources = Of(type.Encoding).Concat(type.ContextAlarms.SelectMany(c => Of(c.When).Concat(Of(c.Alarm)))).Concat(Of(type.DefaultAlarm));
        return type switch
        {
            ArrayType array => sources.Concat(Of(array.Dimensions)),
            TimeType { OffsetFrom: { } from } => sources.Append(from),
            _ => sources,
        };
    }

    public static IEnumerable<ValueSource> Of(ValueList<Dimension> dimensions) => dimensions.SelectMany(d => Of(d.From).Concat(Of(d.To)));

    public static IEnumerable<ValueSource> Of(IntegerValue? value) => value switch
    {
        DynamicValue dynamic => [dynamic.Source],
        LookupValue lookup => lookup.Cases.SelectMany(c => Of(c.When)),
        _ => [],
    };

    public static IEnumerable<ValueSource> Of(Criteria? criteria) => criteria switch
    {
        Comparison comparison => [comparison.Left],
        Relation relation => [relation.Left, relation.Right],
        AllOf all => all.Parts.SelectMany(Of),
        AnyOf any => any.Parts.SelectMany(Of),
        AlgorithmCriteria algorithm => Of(algorithm.Algorithm),
        _ => [],
    };

    private static IEnumerable<ValueSource> Of(Alarm? alarm) => alarm is null ? [] : alarm.Conditions.SelectMany(c => Of(c.When));

    private static IEnumerable<ValueSource> Of(Algorithm algorithm) => algorithm.Inputs.Select(i => i.Value).Concat(Of(algorithm.Steps));

    private static IEnumerable<ValueSource> Of(ValueList<MathStep> steps) => steps.OfType<PushParameter>().Select(p => p.Value);

    private static IEnumerable<ValueSource> Of(DataEncoding? encoding) => encoding switch
    {
        NumberEncoding number => number.ContextCalibrators.SelectMany(c => Of(c.When).Concat(Of(c.Calibrator))).Concat(Of(number.DefaultCalibrator)),
        StringEncoding text => Of(text.Buffer),
        BinaryEncoding binary => Of(binary.Size),
        _ => [],
    };

    private static IEnumerable<ValueSource> Of(Calibrator? calibrator) => calibrator is MathCalibrator math ? Of(math.Steps) : [];

    private static IEnumerable<ValueSource> Of(MetaCommand command) =>
        command.Constraints.SelectMany(c => Of(c.When)).Concat(command.ContextSignificances.SelectMany(c => Of(c.When)))
            .Concat(command.Verifiers.SelectMany(v => Of(v.When).Concat(Of(v.PercentComplete)).Concat(new[] { v.ChangedParameter, v.ReturnParameter }.OfType<ParameterReference>().Select(p => new ParameterValue(p)))));
}
