using System.Diagnostics.CodeAnalysis;

namespace Gantry.OData;

/// <summary>Why a text is not understood: what was found, what would be right, and where in the text, counted from 0.</summary>
public sealed record ODataProblem(int Position, string Message)
{
    public override string ToString() => $"at position {Position}: {Message}";
}

/// <summary>What reading gave: the value, or the problem that says why there is none.</summary>
public readonly struct ODataReading<T> where T : class
{
    private ODataReading(T? value, ODataProblem? problem) => (Value, Problem) = (value, problem);

    /// <summary>Null when there is a problem.</summary>
    public T? Value { get; }

    /// <summary>Null when there is a value.</summary>
    public ODataProblem? Problem { get; }

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ODataProblem? problem)
    {
        (value, problem) = (Value, Problem);
        return problem is null;
    }

    public static implicit operator ODataReading<T>(T value) => new(value, null);

    public static implicit operator ODataReading<T>(ODataProblem problem) => new(null, problem);
}
