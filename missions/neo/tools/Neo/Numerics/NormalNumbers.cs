namespace Neo.Numerics;

/// <summary>Normally distributed numbers that are the same on every machine: the generator is written out here.</summary>
public sealed class NormalNumbers(ulong seed)
{
    private ulong _state = seed;
    private double? _spare;

    /// <summary>Evenly in [0, 1). SplitMix64.</summary>
    public double NextEven()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>With mean 0 and deviation 1. Box and Muller's way.</summary>
    public double Next()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextEven()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * NextEven());
        _spare = radius * sin;
        return radius * cos;
    }

    public int NextBelow(int limit) => (int)(NextEven() * limit);
}
