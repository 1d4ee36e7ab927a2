namespace Gantry.Xtce;

/// <summary>How a raw number becomes an engineering one.</summary>
public abstract record Calibrator
{
    private protected Calibrator()
    {
    }

    public string? Name { get; init; }

    public string? About { get; init; }

    public ValueList<AncillaryData> Ancillary { get; init; } = [];

    public Place At { get; init; }
}

public sealed record PolynomialCalibrator(ValueList<Term> Terms) : Calibrator;

public sealed record Term(double Coefficient, double Exponent);

/// <summary>Points joined by steps, lines or curves.</summary>
public sealed record SplineCalibrator(ValueList<SplinePoint> Points, int Order, bool Extrapolates) : Calibrator;

/// <summary>A point; the order of what follows it, where it is not that of the whole.</summary>
public sealed record SplinePoint(double Raw, double Calibrated, int? Order);

public sealed record MathCalibrator(ValueList<MathStep> Steps) : Calibrator;

/// <summary>A calibrator for when something holds.</summary>
public sealed record ContextCalibrator(Criteria When, Calibrator Calibrator);

/// <summary>One step of a calculation in postfix notation.</summary>
public abstract record MathStep
{
    private protected MathStep()
    {
    }
}

public sealed record PushNumber(double Value) : MathStep;

/// <summary>The value that is being calibrated.</summary>
public sealed record PushThis : MathStep;

public sealed record PushParameter(ValueSource Value) : MathStep;

public sealed record Apply(string Operator) : MathStep;
