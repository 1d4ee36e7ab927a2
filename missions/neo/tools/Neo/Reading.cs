using System.Diagnostics.CodeAnalysis;

namespace Neo;

/// <summary>An expected refusal: what kind, and in words what is wrong and what would be right.</summary>
public sealed record Refusal(string Code, string Message);

/// <summary>What was read, or why it was refused.</summary>
public readonly struct Reading<T>
    where T : class
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Reading(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    public static implicit operator Reading<T>(T value) => new(value, null);

    public static implicit operator Reading<T>(Refusal refusal) => new(null, refusal);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = value is null ? _refusal ?? new("neo.nothing_read", "Nothing was read.") : null;
        return value is not null;
    }
}

public static class Reading
{
    /// <summary>For interfaces, of which the language makes no implicit conversions.</summary>
    public static Reading<T> Of<T>(T value)
        where T : class => value;
}
