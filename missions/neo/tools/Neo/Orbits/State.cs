using Neo.Numerics;

namespace Neo.Orbits;

/// <summary>Place and speed about the sun, au and au/d, ecliptic J2000.</summary>
public readonly record struct State(Vector3 Position, Vector3 Velocity)
{
    public bool IsFinite => Position.IsFinite && Velocity.IsFinite;

    public static State operator +(State a, State b) => new(a.Position + b.Position, a.Velocity + b.Velocity);

    public static State operator -(State a, State b) => new(a.Position - b.Position, a.Velocity - b.Velocity);

    public double[] ToArray() => [Position.X, Position.Y, Position.Z, Velocity.X, Velocity.Y, Velocity.Z];

    public static State Of(ReadOnlySpan<double> values) => new(new(values[0], values[1], values[2]), new(values[3], values[4], values[5]));
}
