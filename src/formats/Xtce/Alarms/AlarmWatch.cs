namespace Gantry.Xtce;

/// <summary>
/// Follows the samples of one channel and says when an alarm begins and ends: after so many violations in a row, after so
/// many good ones, and when a value changes too fast.
/// </summary>
public sealed class AlarmWatch
{
    private readonly Dictionary<Parameter, Watched> _watched = new(ReferenceEqualityComparer.Instance);
    private readonly Prepared _prepared;

    /// <param name="memory">What an earlier watch remembered; what the database has not any more is forgotten.</param>
    public AlarmWatch(PacketDecoder decoder, IEnumerable<AlarmMemory>? memory = null)
    {
        _prepared = decoder.Prepared;
        foreach (var one in memory ?? [])
        {
            if (_prepared.Database.FindParameter(one.Parameter) is { } parameter)
                _watched[parameter] = new(one);
        }
    }

    /// <summary>All that is not as it was in the beginning, by name. How fast values changed is not remembered.</summary>
    public IReadOnlyList<AlarmMemory> Remember() =>
        [.. _watched.Where(w => !w.Value.IsFresh).Select(w => w.Value.Remember(w.Key.QualifiedName)).OrderBy(m => m.Parameter, StringComparer.Ordinal)];

    /// <summary>Whether the parameter has alarms at all.</summary>
    public bool Watches(Parameter parameter) => _prepared.Database.TypeOf(parameter) is { } type && _prepared.HasAlarms(type);

    /// <summary>Whether a sample within its limits would tell nothing new now, so that it need not be followed.</summary>
    public bool IsQuiet(Parameter parameter) =>
        _prepared.Database.TypeOf(parameter) is not { DefaultAlarm: { Change: not null, IsDisabled: false } } && (!_watched.TryGetValue(parameter, out var watched) || watched.IsFresh);

    /// <summary>The level of the alarm after a sample, and whether it has just changed.</summary>
    public (ConcernLevel Level, bool HasChanged) Follow(in Sample sample, Instant at)
    {
        if (_prepared.Database.TypeOf(sample.Parameter) is not { } type || !_prepared.HasAlarms(type) || sample.Part.Count > 0)
            return (ConcernLevel.Normal, false);
        if (!_watched.TryGetValue(sample.Parameter, out var watched))
            _watched[sample.Parameter] = watched = new();
        // What is not to be believed says nothing of an alarm, neither for nor against it.
        if ((sample.State & (SampleState.Bad | SampleState.Uncalibrated | SampleState.Invalid)) != 0)
            return (watched.Level, false);
        var alarm = type.DefaultAlarm ?? Alarm.None;
        var level = sample.Level;
        if (alarm is { Change: { } change, IsDisabled: false } && sample.Value.TryNumber(out var number))
            level = (ConcernLevel)Math.Max((byte)level, (byte)watched.Change(change, number, at));
        return watched.Count(level, alarm.LeastViolations, alarm.LeastConformance ?? alarm.LeastViolations);
    }

    private sealed class Watched
    {
        private readonly Queue<(double Value, Instant At)> _earlier = new();
        private int _violations;
        private int _conformances;
        private ConcernLevel _least;

        public Watched()
        {
        }

        public Watched(AlarmMemory memory) => (Level, _violations, _conformances, _least) = (memory.Level, memory.Violations, memory.Conformances, memory.Least);

        public ConcernLevel Level { get; private set; }

        public bool IsFresh => Level == ConcernLevel.Normal && _violations == 0;

        public AlarmMemory Remember(string parameter) => new(parameter, Level, _violations, Level == ConcernLevel.Normal ? 0 : _conformances, _least);

        public (ConcernLevel, bool) Count(ConcernLevel level, int leastViolations, int leastConformance)
        {
            var before = Level;
            if (level == ConcernLevel.Normal)
            {
                _violations = 0;
                if (++_conformances >= leastConformance)
                    Level = ConcernLevel.Normal;
            }
            else
            {
                _conformances = 0;
                // All of them were at least as bad as the mildest.
                _least = _violations == 0 ? level : (ConcernLevel)Math.Min((byte)_least, (byte)level);
                if (++_violations >= leastViolations)
                    (Level, _violations, _least) = (leastViolations == 1 ? level : _least, leastViolations - 1, level);
            }
            return (Level, Level != before);
        }

        public ConcernLevel Change(ChangeAlarm change, double value, Instant at)
        {
            var level = ConcernLevel.Normal;
            while (_earlier.Count > 0 && (change.IsPerSample ? _earlier.Count > change.SpanInSamples : _earlier.Count > 1 && Seconds(_earlier.ElementAt(1).At, at) >= change.SpanInSeconds))
                _earlier.Dequeue();
            if (_earlier.TryPeek(out var first) && (!change.IsPerSample || _earlier.Count == change.SpanInSamples))
            {
                var seconds = Seconds(first.At, at);
                var moved = Math.Abs(value - first.Value);
                if (change.IsPercentage)
                    moved = first.Value == 0 ? moved == 0 ? 0 : double.PositiveInfinity : moved / Math.Abs(first.Value) * 100;
                if (change.IsPerSample)
                    level = AlarmCheck.Ranges(change.Ranges, moved / change.SpanInSamples);
                else if (seconds > 0 && seconds >= change.SpanInSeconds)
                    level = AlarmCheck.Ranges(change.Ranges, moved / seconds);
            }
            _earlier.Enqueue((value, at));
            if (_earlier.Count > 10_000)
                _earlier.Dequeue();
            return level;
        }

        private static double Seconds(Instant from, Instant to) => to.Seconds - from.Seconds + ((double)to.Fraction - from.Fraction) / 18446744073709551616.0;
    }
}
