namespace Gantry.Xtce;

/// <summary>A calculation: in postfix notation, as text of some language, or somewhere outside.</summary>
public sealed record Algorithm : Item
{
    public string? Text { get; init; }

    public string? Language { get; init; }

    public ValueList<ExternalAlgorithm> External { get; init; } = [];

    public ValueList<AlgorithmInput> Inputs { get; init; } = [];

    public ValueList<AlgorithmConstant> Constants { get; init; } = [];

    public ValueList<AlgorithmOutput> Outputs { get; init; } = [];

    /// <summary>Only of a calculation in postfix notation, which has one output.</summary>
    public ValueList<MathStep> Steps { get; init; } = [];

    public bool IsMath { get; init; }

    public ValueList<Trigger> Triggers { get; init; } = [];

    public string? TriggerName { get; init; }

    /// <summary>Every how many triggers it runs; 0 is never.</summary>
    public int TriggerRate { get; init; } = 1;

    public Reference<Container>? TriggerContainer { get; init; }

    public int? Priority { get; init; }

    public bool OwnThread { get; init; }
}

public sealed record ExternalAlgorithm(string Implementation, string Location);

public sealed record AlgorithmInput(ValueSource Value, string? Name);

public sealed record AlgorithmConstant(string? Name, string Value);

public sealed record AlgorithmOutput(ParameterReference Parameter, string? Name);

/// <summary>What makes an algorithm run.</summary>
public abstract record Trigger
{
    private protected Trigger()
    {
    }
}

public sealed record OnParameter(ParameterReference Parameter) : Trigger;

public sealed record OnContainer(Reference<Container> Container) : Trigger;

public sealed record OnPeriod(double Seconds) : Trigger;
