namespace Gantry.Xtce;

/// <summary>
/// Follows one released command by its verifiers. It has no clock: packets and times are given to it, and each call returns what
/// changed. What is relative to the last verifier begins when the one before it passed; of executions each waits for the one
/// before, while completions are looked for side by side. A window holds its beginning and not its end.
/// </summary>
public sealed class CommandProgress
{
    private readonly DateTimeOffset _released;
    private readonly CurrentValues _values;
    private readonly VerifierProgress[] _all;
    private readonly ValueChange?[] _changes;
    private DateTimeOffset _now;
    private DecodedPacket? _packet;

    /// <param name="known">What was received until now; asked whenever something is looked at.</param>
    public CommandProgress(XtceDatabase database, EncodedCommand command, DateTimeOffset released, KnownSamples known, IAlgorithmHost? host = null)
    {
        (_released, _now) = (released, released);
        _values = new(new(database), command.Values, known, host);
        _all = [.. Verifiers(command).Select(v => new VerifierProgress(v, VerifierState.NotYet, null, null, null, null, Value.None, []))];
        _changes = [.. _all.Select(v => v.Verifier.ChangedParameter is { } changed ? new ValueChange(changed, v.Verifier.ChangedBy ?? 0, database) : null)];
        foreach (var change in _changes)
            change?.Begin(_values);
        Step(released);
    }

    /// <summary>All verifiers, in the order of a command's life.</summary>
    public IReadOnlyList<VerifierProgress> All => _all;

    public CommandOutcome Outcome
    {
        get
        {
            var completions = _all.Where(v => v.Stage == VerifierStage.Complete).ToList();
            var needed = completions.Count > 0 ? completions : [.. _all.Where(v => v.Stage != VerifierStage.Failed)];
            if (_all.Length == 0)
                return CommandOutcome.Unknown;
            if (_all.Any(v => v is { Stage: VerifierStage.Failed, State: VerifierState.Passed }))
                return CommandOutcome.Failed;
            if (needed.Any(v => v.State == VerifierState.TimedOut || v.State == VerifierState.NotYet && IsStuck(v)))
                return CommandOutcome.TimedOut;
            // Where only failure can be seen, its window must have closed.
            return needed.Count == 0 ? _all.All(v => v.IsOver) ? CommandOutcome.Complete : CommandOutcome.Open
                : needed.All(v => v.State == VerifierState.Passed) ? CommandOutcome.Complete : CommandOutcome.Open;
        }
    }

    /// <summary>When the next window opens or closes; null when none will.</summary>
    public DateTimeOffset? Next => _all.Select(v => v.State switch
    {
        VerifierState.NotYet => v.OpensAt,
        VerifierState.Watched => v.ClosesAt,
        _ => null,
    }).Where(t => t > _now).Min();

    /// <summary>A packet was received, and what it carries is known by now.</summary>
    public IReadOnlyList<VerifierProgress> Take(DecodedPacket packet, DateTimeOffset at)
    {
        _packet = packet;
        var changed = Step(at);
        _packet = null;
        return changed;
    }

    /// <summary>Time went by, or what is known has changed.</summary>
    public IReadOnlyList<VerifierProgress> Advance(DateTimeOffset now) => Step(now);

    /// <summary>Somebody who knows says that a stage was reached: the station that radiated it, an operator.</summary>
    public IReadOnlyList<VerifierProgress> Confirm(VerifierStage stage, DateTimeOffset at)
    {
        var before = _all.ToArray();
        for (var i = 0; i < _all.Length; i++)
        {
            if (_all[i].Stage == stage && !_all[i].IsOver)
                Pass(i, at);
        }
        Step(at);
        return Changed(before);
    }

    /// <summary>Of a stage the verifiers nearest to the command count; executions and completions of all it extends are added up.</summary>
    private static IEnumerable<Verifier> Verifiers(EncodedCommand command)
    {
        var found = new List<Verifier>();
        foreach (var one in CommandRules.Lineage(command.Command))
        {
            found.RemoveAll(v => v.Stage is not (VerifierStage.Executing or VerifierStage.Complete) && one.Verifiers.Any(o => o.Stage == v.Stage));
            found.AddRange(one.Verifiers);
        }
        return found.Where(v => CommandConditions.Applies(v.Restrictions, command.Values)).OrderBy(v => v.Stage);
    }

    // One that passes may open the window of the next at the same instant.
    private VerifierProgress[] Step(DateTimeOffset at)
    {
        var before = _all.ToArray();
        _now = at > _now ? at : _now;
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; i < _all.Length; i++)
                again |= !_all[i].IsOver && Look(i, at);
        }
        return Changed(before);
    }

    private VerifierProgress[] Changed(VerifierProgress[] before) => [.. _all.Where((v, i) => v.State != before[i].State)];

    /// <summary>Looks at one; true when it passed.</summary>
    private bool Look(int i, DateTimeOffset at)
    {
        var verifier = _all[i].Verifier;
        if (Anchor(i) is not { } anchor)
        {
            _all[i] = _all[i] with { Reasons = [$"it waits for {Name(_all[Before(i)].Verifier)}"] };
            return false;
        }
        var opens = Later(anchor, verifier.Window?.Start ?? TimeSpan.Zero);
        var closes = verifier.Window is { } window ? Later(anchor, window.Stop) : null;
        _all[i] = _all[i] with { OpensAt = opens, ClosesAt = closes };
        if (closes <= at || verifier.WindowStop is { } stop && _values.Ask(stop) == true)
            _all[i] = _all[i] with { State = VerifierState.TimedOut, At = closes ?? at };
        else if (opens is null || at < opens || verifier.WindowStart is { } start && _values.Ask(start) != true)
            _all[i] = _all[i] with { Reasons = ["its window has not opened"] };
        else if (Missing(i) is { Count: > 0 } reasons)
            _all[i] = _all[i] with { State = VerifierState.Watched, Reasons = reasons };
        else
            return Pass(i, at);
        return false;
    }

    private bool Pass(int i, DateTimeOffset at)
    {
        var verifier = _all[i].Verifier;
        _all[i] = _all[i] with
        {
            State = VerifierState.Passed,
            At = at,
            Reasons = [],
            Percent = verifier.FixedPercentComplete ?? (verifier.PercentComplete is { } percent ? Sizes.Of(percent, _values) : null),
            Returned = verifier.ReturnParameter is { } returned && _values.Find(new ParameterValue(returned)) is { } found ? found.Value.Own() : Value.None,
        };
        return true;
    }

    /// <summary>What is missing for a verifier to pass.</summary>
    private List<string> Missing(int i)
    {
        var verifier = _all[i].Verifier;
        var missing = new List<string>();
        if (verifier.When is { } when)
            missing.AddRange(WhyNot.Of(when, _values));
        // What could not be decoded, or whose check fails, shows nothing.
        var containers = _packet is { Status: DecodeStatus.Good, IsChecked: not false } ? _packet.Containers : [];
        if (verifier.Container is { } container && !containers.Contains(container.Target, ReferenceEqualityComparer.Instance))
            missing.Add($"no {container.Text} came");
        if (_changes[i] is { } change && !change.IsSeen(_values, out var why))
            missing.Add(why);
        if (verifier is { When: null, Container: null, ChangedParameter: null })
            missing.Add("the database does not say how one sees it");
        return missing;
    }

    private DateTimeOffset? Anchor(int i)
    {
        if (_all[i].Verifier.Window is null or { IsFromRelease: true })
            return _released;
        if (_all[i].Stage == VerifierStage.Failed)
            return _all.Where(v => v.State == VerifierState.Passed).Select(v => v.At).Max() ?? _released;
        var before = Before(i);
        return before < 0 ? _released : _all[before].State == VerifierState.Passed ? _all[before].At : null;
    }

    /// <summary>The one it begins after; -1 for the first.</summary>
    private int Before(int i)
    {
        var before = i - 1;
        while (before >= 0 && _all[before].Stage == _all[i].Stage && _all[i].Stage != VerifierStage.Executing)
            before--;
        return before;
    }

    private bool IsStuck(VerifierProgress one)
    {
        var i = Array.IndexOf(_all, one);
        return one.State == VerifierState.TimedOut || one.State == VerifierState.NotYet && one.Verifier.Window is { IsFromRelease: false } && Before(i) is >= 0 and var before && IsStuck(_all[before]);
    }

    private static string Name(Verifier verifier) => verifier.Name ?? $"the stage {verifier.Stage}";

    private static DateTimeOffset? Later(DateTimeOffset time, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - time ? null : by < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue : time + by;
}
