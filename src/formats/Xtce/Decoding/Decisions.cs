namespace Gantry.Xtce;

/// <summary>Algorithms that decide something: a calculation is run here, all others by the host.</summary>
internal static class Decisions
{
    public static bool? Ask(Algorithm algorithm, IValues values, IAlgorithmHost? host)
    {
        if (algorithm.Steps.Count == 0)
            return host?.Decide(algorithm, [.. algorithm.Inputs.Select(i => Value(i.Value, values) ?? Xtce.Value.None)]);
        var result = Postfix.Evaluate(algorithm.Steps.AsSpan(), double.NaN, source => Value(source, values) is { } value && value.TryNumber(out var number) ? number : null);
        return double.IsNaN(result) ? null : result != 0;
    }

    public static Value? Value(ValueSource source, IValues values) =>
        values.Find(source) is { } found ? source.IsCalibrated ? found.Value : found.Raw : null;
}
