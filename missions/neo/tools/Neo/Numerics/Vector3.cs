using System.Runtime.CompilerServices;

namespace Neo.Numerics;

/// <summary>Three doubles: a place, a speed or a direction. .NET's own vector has single precision.</summary>
public readonly record struct Vector3(double X, double Y, double Z)
{
    public static readonly Vector3 Zero;

    public double SquaredLength => X * X + Y * Y + Z * Z;

    public double Length => Math.Sqrt(SquaredLength);

    public Vector3 Unit => this * (1 / Length);

    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    // A record would print its unit vector too, and that one has a unit vector.
    public override string ToString() => $"({X}, {Y}, {Z})";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(Vector3 other) => X * other.X + Y * other.Y + Z * other.Z;

    public Vector3 Cross(Vector3 other) =>
        new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3 operator -(Vector3 a) => new(-a.X, -a.Y, -a.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 operator *(Vector3 a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 operator *(double factor, Vector3 a) => a * factor;
}
