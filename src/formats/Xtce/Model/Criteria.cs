namespace Gantry.Xtce;

/// <summary>Something that holds or does not.</summary>
public abstract record Criteria
{
    private protected Criteria()
    {
    }

    public Place At { get; init; }
}

/// <summary>A value beside a literal.</summary>
public sealed record Comparison(ValueSource Left, Operator Operator, string Literal) : Criteria;

/// <summary>A value beside another.</summary>
public sealed record Relation(ValueSource Left, Operator Operator, ValueSource Right) : Criteria;

/// <summary>All must hold. A list is written differently from an expression and says the same.</summary>
public sealed record AllOf(ValueList<Criteria> Parts, bool IsList) : Criteria;

public sealed record AnyOf(ValueList<Criteria> Parts) : Criteria;

/// <summary>An algorithm says.</summary>
public sealed record AlgorithmCriteria(Algorithm Algorithm) : Criteria;

public enum Operator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Where a value comes from: a parameter, or an argument of the command at hand.</summary>
public abstract record ValueSource
{
    private protected ValueSource()
    {
    }

    public bool IsCalibrated { get; init; } = true;
}

/// <summary>A parameter as it is now, or so many samples before.</summary>
public sealed record ParameterValue(ParameterReference Parameter) : ValueSource
{
    public long Instance { get; init; }
}

public sealed record ArgumentValue(string Argument) : ValueSource
{
    public Place At { get; init; }
}
