using System.Diagnostics.CodeAnalysis;

namespace Gantry;

/// <summary>A decision: the value asked for, or the fault that says why not.</summary>
public readonly struct Result<T>
{
    private readonly T _value;

    private Result(T value, Fault? fault) => (_value, Fault) = (value, fault);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Fault? Fault { get; }

    /// <summary>The value, when the decision was yes.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Fault? fault)
    {
        (value, fault) = (_value, Fault);
        return Fault is null;
    }

    /// <summary>The value, where a refusal would be a bug in the caller.</summary>
    public T OrThrow() => Fault is null ? _value : throw new InvalidOperationException($"{Fault.Code}: {Fault.Message}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Fault fault) => new(default!, fault);
}
