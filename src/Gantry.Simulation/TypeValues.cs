using Gantry.Xtce;

namespace Gantry.Simulation;

/// <summary>The raw values of a type that decode to something good, as a row that one can walk up and down, and those that are out of limits.</summary>
internal sealed class TypeValues
{
    private const int Steps = 64;
    private const int Enough = 16;
    private const long MostSize = 8;

    public TypeValues(PacketEncoder encoder, DataType type, bool isSize)
    {
        var candidates = Candidates(type);
        for (var round = 0; round < 4; round++)
        {
            var judged = candidates.Select(raw => (Raw: raw, encoder.Judge(type, raw).State, encoder.Judge(type, raw).Level)).ToList();
            if (round == 0)
                Bad = [.. judged.Where(j => j.State == SampleState.Good && j.Level != ConcernLevel.Normal).Select(j => j.Raw)];
            var (from, count) = Longest([.. judged.Select(j => j is { State: SampleState.Good, Level: ConcernLevel.Normal } && !(isSize && !IsSmall(j.Raw)))]);
            Good = [.. judged.Skip(from).Take(count).Select(j => j.Raw)];
            // Narrow limits lie between two of the candidates, or around one.
            if (count is 0 or >= Enough || Around(type, candidates, from, count) is not { } nearer)
                break;
            candidates = nearer;
        }
    }

    public IReadOnlyList<Value> Good { get; } = [];

    public IReadOnlyList<Value> Bad { get; } = [];

    private static bool IsSmall(Value raw) => raw.TryNumber(out var number) && number is >= 0 and <= MostSize;

    private static (int From, int Count) Longest(List<bool> isGood)
    {
        var (best, from) = ((From: 0, Count: 0), 0);
        for (var i = 0; i <= isGood.Count; i++)
        {
            if (i < isGood.Count && isGood[i])
                continue;
            if (i - from > best.Count)
                best = (from, i - from);
            from = i + 1;
        }
        return best;
    }

    // Labels are tried one by one; numbers lie evenly over all that the bits can say.
    private static IReadOnlyList<Value> Candidates(DataType type) => type switch
    {
        EnumeratedType enumerated => [.. enumerated.Labels.Select(l => Value.Of(l.Value))],
        { Encoding: FloatEncoding { Format: FloatFormat.Ieee754 } } => [.. Enumerable.Range(-Steps / 2, Steps + 1).Select(i => Value.Of(i * 0.5))],
        { Encoding: IntegerEncoding integer } => Between(0, Math.Min(Math.Pow(2, integer.SizeInBits - (integer.Format == IntegerFormat.Unsigned ? 0 : 1)) - 1, long.MaxValue / 2.0), integer.Format == IntegerFormat.Unsigned),
        _ => [],
    };

    private static IReadOnlyList<Value>? Around(DataType type, IReadOnlyList<Value> candidates, int from, int count)
    {
        if (type is EnumeratedType || type.Encoding is not IntegerEncoding || !Number(candidates[Math.Max(0, from - 1)], out var low) || !Number(candidates[Math.Min(candidates.Count - 1, from + count)], out var high))
            return null;
        return high - low < Steps && candidates.Count <= Steps ? null : Spread(low, high);
    }

    private static bool Number(Value raw, out double number) => raw.TryNumber(out number);

    private static IReadOnlyList<Value> Between(double low, double high, bool isUnsigned) => Spread(isUnsigned ? low : -high, high);

    private static IReadOnlyList<Value> Spread(double low, double high) =>
        [.. Enumerable.Range(0, Steps + 1).Select(i => (long)Math.Round(low + (high - low) * i / Steps)).Distinct().Select(Value.Of)];
}
