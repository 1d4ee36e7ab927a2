namespace Gantry.Xtce;

/// <summary>One row of a batch as the walk would see it: only what comes before a sample is known when it is worked out.</summary>
internal sealed class RowValues(PlanBatch batch, CompiledDatabase database, int row, int beforeSample) : IValues
{
    public Found? Find(ValueSource source)
    {
        if (source is not ParameterValue { Instance: 0, Parameter.Target: { } parameter } value)
            return null;
        var slots = batch.Plan.Slots;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            if (slots[i].Sample >= beforeSample || !ReferenceEquals(slots[i].Parameter, parameter) || !slots[i].Path.Equals(value.Parameter.Path))
                continue;
            var raw = batch.RawValue(i, row);
            var state = SampleState.Good;
            var engineering = Engineering.Of(slots[i].Type, raw, database.Walker.Prepared, new RowValues(batch, database, row, slots[i].Sample), ref state);
            return engineering.Kind == ValueKind.None && raw.Kind == ValueKind.None ? null : new(raw, engineering, slots[i].Type);
        }
        return database.Received.Contains(parameter) ? null : InitialValues.Of(parameter, database.Walker.Prepared);
    }

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, database.Walker.Host);
}
