namespace Gantry.Geo;

/// <summary>A place in degrees of longitude and latitude.</summary>
public readonly record struct Position(double Longitude, double Latitude);

/// <summary>What a geometry is made of.</summary>
public enum Shape
{
    Point,
    Line,

    /// <summary>Its rings are filled; those within others are holes.</summary>
    Polygon,
}

/// <summary>A geometry on the ground.</summary>
/// <param name="Shape">What its paths are.</param>
/// <param name="Parts">Of a polygon the rings, the outer first; of the others one path each. A multi-geometry has several parts.</param>
public sealed record Geometry(Shape Shape, IReadOnlyList<IReadOnlyList<IReadOnlyList<Position>>> Parts)
{
    /// <summary>The rings or paths of all parts.</summary>
    public IEnumerable<IReadOnlyList<Position>> Paths => Parts.SelectMany(part => part);
}
