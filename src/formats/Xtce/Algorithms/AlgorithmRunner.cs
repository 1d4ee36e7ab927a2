namespace Gantry.Xtce;

/// <summary>
/// Runs the algorithms of a database for one channel: after a packet, those whose parameters or containers came in it; from
/// time to time, those that have a period. What they compute are samples as any others, and may trigger further ones.
/// </summary>
public sealed class AlgorithmRunner(PacketDecoder decoder)
{
    private const int MostRounds = 16;

    private readonly Algorithm[] _algorithms = [.. decoder.Database.Systems.SelectMany(s => s.Algorithms)];
    private readonly Dictionary<Algorithm, int> _triggers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Algorithm, double> _lastRun = new(ReferenceEqualityComparer.Instance);
    private readonly LatestValues _latest = new(decoder);

    /// <summary>What follows from a packet.</summary>
    public IReadOnlyList<Sample> After(DecodedPacket packet)
    {
        foreach (var sample in packet.Samples)
            _latest.Keep(sample);
        var results = new List<Sample>();
        var updated = packet.Samples.Select(s => s.Parameter).ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        var containers = packet.Containers.ToHashSet<Container>(ReferenceEqualityComparer.Instance);
        // Results trigger others, and a ring of them must end.
        for (var round = 0; round < MostRounds && updated.Count + containers.Count > 0; round++)
        {
            var fresh = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
            foreach (var algorithm in _algorithms.Where(a => IsTriggered(a, updated, containers) && IsDue(a)))
                Run(algorithm, results, fresh);
            updated = fresh;
            containers.Clear();
        }
        return results;
    }

    /// <summary>What is due at a time, in seconds on any clock that only goes forward.</summary>
    public IReadOnlyList<Sample> At(double seconds)
    {
        var results = new List<Sample>();
        foreach (var algorithm in _algorithms)
        {
            if (algorithm.Triggers.OfType<OnPeriod>().Select(p => (double?)p.Seconds).Min() is not { } period || seconds - _lastRun.GetValueOrDefault(algorithm, double.NegativeInfinity) < period)
                continue;
            _lastRun[algorithm] = seconds;
            Run(algorithm, results, new(ReferenceEqualityComparer.Instance));
        }
        return results;
    }

    private static bool IsTriggered(Algorithm algorithm, HashSet<Parameter> updated, HashSet<Container> containers) =>
        algorithm.TriggerContainer?.Target is { } own && containers.Contains(own) || algorithm.Triggers.Any(t => t switch
        {
            OnParameter { Parameter.Target: { } parameter } => updated.Contains(parameter),
            OnContainer { Container.Target: { } container } => containers.Contains(container),
            _ => false,
        });

    /// <summary>Every how many triggers it runs.</summary>
    private bool IsDue(Algorithm algorithm)
    {
        if (algorithm.TriggerRate <= 0)
            return false;
        var count = _triggers[algorithm] = _triggers.GetValueOrDefault(algorithm) + 1;
        return count % algorithm.TriggerRate == 0;
    }

    private void Run(Algorithm algorithm, List<Sample> results, HashSet<Parameter> fresh)
    {
        var values = algorithm.IsMath ? Calculate(algorithm) : decoder.Host?.Run(algorithm, [.. algorithm.Inputs.Select(i => Decisions.Value(i.Value, _latest) ?? Value.None)]);
        for (var i = 0; i < Count(values, algorithm); i++)
        {
            if (algorithm.Outputs[i].Parameter.Target is not { } parameter || values![i].Kind == ValueKind.None)
                continue;
            var level = decoder.Database.TypeOf(parameter) is { } type ? AlarmCheck.Level(type, values[i], values[i], decoder.Prepared, _latest) : ConcernLevel.Normal;
            var sample = new Sample(parameter, [], values[i], values[i], 0, 0, 0, SampleState.Good, level);
            _latest.Keep(sample);
            results.Add(sample);
            fresh.Add(parameter);
        }
    }

    private static int Count(IReadOnlyList<Value>? values, Algorithm algorithm) => Math.Min(values?.Count ?? 0, algorithm.Outputs.Count);

    private Value[] Calculate(Algorithm algorithm)
    {
        var result = Postfix.Evaluate(algorithm.Steps.AsSpan(), double.NaN, source => Decisions.Value(source, _latest) is { } value && value.TryNumber(out var number) ? number : null);
        return [double.IsNaN(result) ? Value.None : Value.Of(result)];
    }

    /// <summary>The last value of every parameter of the channel.</summary>
    private sealed class LatestValues(PacketDecoder decoder) : IValues
    {
        private readonly Dictionary<Parameter, Sample> _samples = new(ReferenceEqualityComparer.Instance);

        public void Keep(in Sample sample)
        {
            if (sample.Part.Count == 0 && (sample.State & (SampleState.Bad | SampleState.Invalid)) == 0)
                _samples[sample.Parameter] = sample with { Raw = sample.Raw.Own(), Value = sample.Value.Own() };
        }

        public Found? Find(ValueSource source)
        {
            if (source is not ParameterValue { Parameter.Target: { } parameter } value)
                return null;
            return _samples.TryGetValue(parameter, out var sample)
                ? Parts.Of(sample.Raw, sample.Value, decoder.Database.TypeOf(parameter), value.Parameter.Path, decoder.Database)
                : InitialValues.Of(parameter, decoder.Prepared);
        }

        public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, decoder.Host);
    }
}
