namespace Gantry.Xtce;

/// <summary>A command: what may be said with it, how it looks, when it may be sent and how one sees that it was obeyed.</summary>
public sealed record MetaCommand : Item
{
    public bool IsAbstract { get; init; }

    public Reference<MetaCommand>? Base { get; init; }

    /// <summary>Arguments of the base that this command gives for good.</summary>
    public ValueList<ArgumentAssignment> Assignments { get; init; } = [];

    public string? SystemName { get; init; }

    public ValueList<Argument> Arguments { get; init; } = [];

    public Container? Container { get; init; }

    public ValueList<TransmissionConstraint> Constraints { get; init; } = [];

    public Significance? DefaultSignificance { get; init; }

    public ValueList<ContextSignificance> ContextSignificances { get; init; } = [];

    public Interlock? Interlock { get; init; }

    public ValueList<Verifier> Verifiers { get; init; } = [];

    public ValueList<ParameterToSet> ParametersToSet { get; init; } = [];

    public ValueList<AlarmSuspension> AlarmSuspensions { get; init; } = [];
}

public sealed record Argument : Item
{
    public required Reference<DataType> Type { get; init; }

    public string? InitialValue { get; init; }
}

public sealed record ArgumentAssignment(string Argument, string Value);

/// <summary>What must hold before a command leaves, and how long one waits for it.</summary>
public sealed record TransmissionConstraint(Criteria When, TimeSpan? TimeOut, bool IsSuspendable)
{
    public ValueList<ArgumentAssignment> Restrictions { get; init; } = [];
}

public sealed record Significance(ConsequenceLevel Consequence, string? Reason, Reference<SpaceSystem>? SystemAtRisk);

public sealed record ContextSignificance(Criteria When, Significance Significance);

public enum ConsequenceLevel
{
    Normal,
    Vital,
    Critical,
    Forbidden,
    User1,
    User2,
}

/// <summary>No other command of a system leaves before this one has come so far.</summary>
public sealed record Interlock(Reference<SpaceSystem>? Scope, VerifierStage WaitsFor, double? ProgressPercentage, bool IsSuspendable);

public enum VerifierStage
{
    Release,
    TransferredToRange,
    SentFromRange,
    Received,
    Accepted,
    Queued,
    Executing,
    Complete,
    Failed,
}

/// <summary>How one sees that a command has come to a stage.</summary>
public sealed record Verifier
{
    public required VerifierStage Stage { get; init; }

    public string? Name { get; init; }

    public Description About { get; init; } = Description.None;

    public Criteria? When { get; init; }

    public Reference<Container>? Container { get; init; }

    public ParameterReference? ChangedParameter { get; init; }

    public double? ChangedBy { get; init; }

    public CheckWindow? Window { get; init; }

    public Algorithm? WindowStart { get; init; }

    public Algorithm? WindowStop { get; init; }

    public IntegerValue? PercentComplete { get; init; }

    public double? FixedPercentComplete { get; init; }

    public ParameterReference? ReturnParameter { get; init; }

    public ValueList<ArgumentAssignment> Restrictions { get; init; } = [];

    public Place At { get; init; }
}

public sealed record CheckWindow(TimeSpan? Start, TimeSpan Stop, bool IsFromRelease);

/// <summary>A parameter that changes because the command was obeyed.</summary>
public sealed record ParameterToSet(ParameterReference Parameter, string? NewValue, ValueList<MathStep> Derivation, VerifierStage On);

public sealed record AlarmSuspension(ParameterReference Parameter, TimeSpan For, VerifierStage On);

/// <summary>Commands that are sent one after the other.</summary>
public sealed record BlockCommand : Item
{
    public ValueList<CommandStep> Steps { get; init; } = [];
}

public sealed record CommandStep(Reference<MetaCommand> Command, ValueList<ArgumentAssignment> Assignments);
