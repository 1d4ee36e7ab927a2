namespace Gantry.Xtce;

/// <summary>Commands in the words of 1.1.</summary>
internal sealed class OlderCommands(OlderNotes notes, OlderCriteria criteria, OlderContainers containers)
{
    private static readonly TimeSpan _aLongTime = TimeSpan.FromDays(36_500);

    public MetaCommand Of(MetaCommand command)
    {
        var spot = Spot.Of(command);
        notes.Name(command);
        foreach (var argument in command.Arguments)
            notes.Name(argument);
        var arguments = new Dictionary<string, DataType?>();
        foreach (var argument in CommandRules.Lineage(command).SelectMany(c => c.Arguments))
            arguments[argument.Name] = argument.Type.Target;
        foreach (var set in command.ParametersToSet)
            criteria.Steps(set.Derivation, spot);
        return command with
        {
            Container = command.Container is null ? null : containers.Of(command.Container, arguments),
            Constraints = [.. command.Constraints.Select(c => c with { When = criteria.Of(c.When, spot)!, Restrictions = Unrestricted(c.Restrictions, spot) })],
            DefaultSignificance = command.DefaultSignificance is { } own ? Of(own, spot) : null,
            ContextSignificances = [.. command.ContextSignificances.Select(c => new ContextSignificance(criteria.Of(c.When, spot)!, Of(c.Significance, spot)))],
            Verifiers = [.. Verifiers(command.Verifiers.OrderBy(v => v.Stage), spot)],
        };
    }

    private IEnumerable<Verifier> Verifiers(IEnumerable<Verifier> verifiers, Spot outer)
    {
        VerifierStage? last = null;
        foreach (var one in verifiers)
        {
            var spot = outer with { At = one.At };
            if (one.Stage == last && one.Stage != VerifierStage.Complete)
            {
                notes.Lost(spot, $"a second verifier of the stage {one.Stage}");
                continue;
            }
            last = one.Stage;
            if (one is { When: null, Container: null, ChangedParameter: null })
            {
                notes.Lost(spot, "a verifier that does not say how one sees it");
                continue;
            }
            var hasWindow = one.Window is not null || one.WindowStart is not null && one.WindowStop is not null;
            if (!hasWindow)
                notes.Lost(spot, "a verifier without a time", "a window of a hundred years is written");
            if (one.WindowStart is not null && !hasWindow || one is { Window: not null, WindowStart: not null })
                notes.Lost(spot, "an algorithm that begins a window, without one that ends it or beside times");
            if (one.FixedPercentComplete is not null || one.PercentComplete is not null)
                criteria.Of(one.PercentComplete, spot);
            if (one.PercentComplete is LookupValue)
                notes.Lost(spot, "a list of cases for how far an execution is");
            yield return one with
            {
                When = criteria.Of(one.When, spot),
                Window = hasWindow ? one.Window : new(null, _aLongTime, IsFromRelease: true),
                WindowStart = one.Window is null && hasWindow ? criteria.Of(one.WindowStart!, spot) : null,
                WindowStop = one.Window is null && hasWindow ? criteria.Of(one.WindowStop!, spot) : null,
                PercentComplete = one.PercentComplete is LookupValue ? null : one.PercentComplete,
                Restrictions = Unrestricted(one.Restrictions, spot),
            };
        }
    }

    private ValueList<ArgumentAssignment> Unrestricted(ValueList<ArgumentAssignment> restrictions, Spot spot)
    {
        if (restrictions.Count > 0)
            notes.Lost(spot, $"that it holds for {string.Join(", ", restrictions.Select(r => $"{r.Argument} = {r.Value}"))} alone", "it holds always");
        return [];
    }

    // 1.1 has the words of alarms; there is none beyond critical that is not severe.
    private Significance Of(Significance one, Spot spot)
    {
        if (one.Consequence is not (ConsequenceLevel.Forbidden or ConsequenceLevel.User1 or ConsequenceLevel.User2))
            return one;
        notes.Lost(spot, $"the consequence {one.Consequence}", "critical is written");
        return one with { Consequence = ConsequenceLevel.Critical };
    }
}
