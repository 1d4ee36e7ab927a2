namespace Gantry.Xtce;

/// <summary>Whether a command may leave now, and how much depends on it. It reads no clock and sends nothing. Threads may share it.</summary>
public sealed class CommandConditions(XtceDatabase database, IAlgorithmHost? host = null)
{
    private readonly Prepared _prepared = new(database);

    /// <summary>Every constraint of the command and of those it extends, those of the outermost first. What has no value does not hold.</summary>
    public IReadOnlyList<ConstraintVerdict> Constraints(EncodedCommand command, KnownSamples known)
    {
        var values = new CurrentValues(_prepared, command.Values, known, host);
        return [.. CommandRules.Lineage(command.Command).SelectMany(c => c.Constraints).Where(c => Applies(c.Restrictions, command.Values)).Select(c => Judge(c, values))];
    }

    /// <summary>The first context that holds says, else the default; of the command before that of the one it extends.</summary>
    public SignificanceVerdict Significance(EncodedCommand command, KnownSamples known)
    {
        var values = new CurrentValues(_prepared, command.Values, known, host);
        var undecided = new List<string>();
        foreach (var one in CommandRules.Lineage(command.Command).Reverse())
        {
            foreach (var context in one.ContextSignificances)
            {
                if (CriteriaCheck.Holds(context.When, values))
                    return new(context.Significance, context, undecided);
                if (Sources.Of(context.When).FirstOrDefault(s => values.Find(s) is null) is { } missing)
                    undecided.Add($"{context.Significance.Consequence} when {Words.Of(context.When)}: {values.WhyNone(missing)}");
            }
            if (one.DefaultSignificance is { } own)
                return new(own, null, undecided);
        }
        return new(null, null, undecided);
    }

    /// <summary>Whether the arguments are those that something is restricted to.</summary>
    internal static bool Applies(ValueList<ArgumentAssignment> restrictions, CommandValues? values) =>
        restrictions.All(r => values?.Argument(r.Argument) is { } found && Literals.Order(found, true, r.Value) == 0);

    private static ConstraintVerdict Judge(TransmissionConstraint constraint, CurrentValues values) =>
        CriteriaCheck.Holds(constraint.When, values) ? new(constraint, true, []) : new(constraint, false, WhyNot.Of(constraint.When, values));
}

/// <summary>Whether a constraint is met now, and why it is not.</summary>
public sealed record ConstraintVerdict(TransmissionConstraint Constraint, bool IsMet, IReadOnlyList<string> Reasons)
{
    /// <summary>What it says to a command that has waited so long. Without a time-out nobody waits.</summary>
    public ConstraintState After(TimeSpan waited) => IsMet ? ConstraintState.Met : waited < (Constraint.TimeOut ?? TimeSpan.Zero) ? ConstraintState.Waiting : ConstraintState.TimedOut;
}

public enum ConstraintState
{
    Met,
    Waiting,
    TimedOut,
}

/// <summary>How much depends on a command; null where the database says nothing of it.</summary>
/// <param name="Context">The context that says so; null for the default.</param>
/// <param name="Undecided">Contexts before it that nobody can decide, for a value of theirs is missing.</param>
public sealed record SignificanceVerdict(Significance? Significance, ContextSignificance? Context, IReadOnlyList<string> Undecided);
