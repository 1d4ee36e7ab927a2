using Neo.Numerics;

namespace Neo.CloseApproaches;

/// <summary>The moment at which an object is nearest to the earth, and how it stands and moves there, seen from the earth.</summary>
/// <param name="Time">MJD, TDB.</param>
public readonly record struct Passage(double Time, Vector3 Position, Vector3 Velocity)
{
    public double Distance => Position.Length;
}

/// <summary>A passage of an object, with what its orbit's covariance makes of it.</summary>
/// <param name="SigmaDistance">au; null when the orbit has no covariance.</param>
/// <param name="SigmaTime">Days.</param>
public sealed record CloseApproach(string Object, double? H, Passage Nearest, double? SigmaDistance, double? SigmaTime)
{
    public double SpeedKmS => Nearest.Velocity.Length * Ephemeris.Constants.KmPerSecond;
}
