namespace Gantry.Xtce;

/// <summary>A number that a database gives: at once, from another value, or by a case.</summary>
public abstract record IntegerValue
{
    private protected IntegerValue()
    {
    }
}

public sealed record FixedValue(long Value) : IntegerValue;

/// <summary>Another value, times a slope, plus an intercept.</summary>
public sealed record DynamicValue(ValueSource Source, double? Slope, double Intercept, Place At) : IntegerValue;

/// <summary>The value of the first case that holds.</summary>
public sealed record LookupValue(ValueList<Lookup> Cases, long? Otherwise, Place At) : IntegerValue;

public sealed record Lookup(Criteria When, long Value);
