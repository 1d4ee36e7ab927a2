using System.Diagnostics.CodeAnalysis;

namespace Gantry.Geo;

/// <summary>Why a text is not a geometry, and where, counted from 0.</summary>
public sealed record GeoProblem(int Position, string Message);

/// <summary>What reading gave: the geometry, or the problem that says why there is none.</summary>
public readonly struct GeoReading
{
    private GeoReading(Geometry? geometry, GeoProblem? problem) => (Geometry, Problem) = (geometry, problem);

    public Geometry? Geometry { get; }

    public GeoProblem? Problem { get; }

    public bool TryGet([NotNullWhen(true)] out Geometry? geometry, [NotNullWhen(false)] out GeoProblem? problem)
    {
        (geometry, problem) = (Geometry, Problem);
        return problem is null;
    }

    public static implicit operator GeoReading(Geometry geometry) => new(geometry, null);

    public static implicit operator GeoReading(GeoProblem problem) => new(null, problem);
}
