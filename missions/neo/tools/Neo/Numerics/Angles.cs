namespace Neo.Numerics;

/// <summary>Degrees, radians, and angles brought into their range.</summary>
public static class Angles
{
    public const double Degree = Math.PI / 180;
    public const double ArcSecond = Math.PI / 648_000;

    /// <summary>The same angle in [0, 2π).</summary>
    public static double Turn(double radians)
    {
        var turned = Math.IEEERemainder(radians, 2 * Math.PI);
        return turned < 0 ? turned + 2 * Math.PI : turned;
    }

    /// <summary>The same angle in [-π, π].</summary>
    public static double Half(double radians) => Math.IEEERemainder(radians, 2 * Math.PI);

    public static Vector3 Direction(double longitude, double latitude)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(longitude);
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude);
        return new(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>Longitude in [0, 2π) and latitude of a direction.</summary>
    public static (double Longitude, double Latitude) Of(Vector3 direction) =>
        (Turn(Math.Atan2(direction.Y, direction.X)), Math.Atan2(direction.Z, Math.Sqrt(direction.X * direction.X + direction.Y * direction.Y)));

    /// <summary>The angle between two directions, exact for small angles too.</summary>
    public static double Between(Vector3 a, Vector3 b) => Math.Atan2(a.Cross(b).Length, a.Dot(b));
}
