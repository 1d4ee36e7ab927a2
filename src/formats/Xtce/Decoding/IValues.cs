namespace Gantry.Xtce;

/// <summary>Where values are looked up: the packet at hand and what came before it, or the arguments of a command.</summary>
internal interface IValues
{
    Found? Find(ValueSource source);

    /// <summary>What an algorithm of foreign language says; null when nobody here can run it.</summary>
    bool? Ask(Algorithm algorithm);
}

/// <summary>A value that was looked up, raw and as engineers read it, and its type.</summary>
internal readonly record struct Found(Value Raw, Value Value, DataType? Type);

/// <summary>Runs algorithms that are written in some language or stand outside. It may be asked from several threads.</summary>
public interface IAlgorithmHost
{
    /// <summary>Does what the algorithm decides hold? Null when it cannot say.</summary>
    bool? Decide(Algorithm algorithm, IReadOnlyList<Value> inputs);

    /// <summary>The outputs, in the order the algorithm lists them; null when it cannot be run.</summary>
    IReadOnlyList<Value>? Run(Algorithm algorithm, IReadOnlyList<Value> inputs);
}
