using Gantry.Geo;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>
/// How footprints lie to an area, all of it decided by the database: first by boxes, then by edges. Both are laid out flat
/// (see <see cref="Plane"/>), so the area is looked at in three places, a turn apart.
/// </summary>
internal static class GroundCondition
{
    private static readonly double[] _turns = [-360, 0, 360];

    public static SqlText Write(Spatial spatial, Dialect dialect)
    {
        if (!WktReader.Read(spatial.Area.Value).TryGet(out var geometry, out var problem))
            throw new UnservedFilterException(spatial.Area.Position, $"the area is not understood at its letter {problem.Position}: {problem.Message}");
        if (geometry.WhyInvalid() is { } complaint)
            throw new UnservedFilterException(spatial.Area.Position, $"the area is not valid: {complaint}");
        return Write(spatial.Relation, Plane.Of(geometry), dialect);
    }

    public static SqlText Write(Relation relation, Plane area, Dialect dialect) => relation switch
    {
        Relation.Intersects => Meets(area, dialect),
        Relation.Disjoints => SqlText.Of($"(edges is not null and not {Meets(area, dialect)})"),
        _ => Within(area, dialect),
    };

    private static SqlText Meets(Plane area, Dialect dialect)
    {
        var (ground, asked) = (Edges(SqlText.Constant("hub_product.edges"), dialect), Edges(SqlText.Of($"{Copies(area)}"), dialect));
        return SqlText.Of(
            $"""
             (edges is not null and {BoxesMeet(area)} and ({IsSurelyWithin(area)}
                 or exists (select 1 from {ground} f cross join {asked} a where {_touches})
                 or exists (select 1 from {ground} p where (select count(*) from {asked} a where {Passes("a", "p")}) % 2 = 1)
                 or exists (select 1 from {asked} p where (select count(*) from {ground} a where {Passes("a", "p")}) % 2 = 1)))
             """);
    }

    // Every corner and every middle of an edge lies in the area, no edge leaves it, and no part of its rim lies inside the ground.
    private static SqlText Within(Plane area, Dialect dialect)
    {
        var (ground, asked) = (Edges(SqlText.Constant("hub_product.edges"), dialect), Edges(SqlText.Of($"{Copies(area)}"), dialect));
        return SqlText.Of(
            $"""
             (edges is not null and {BoxesMeet(area)} and ({IsSurelyWithin(area)}
                 or (not exists (select 1 from {ground} f cross join {asked} a where {_crosses})
                 and not exists (select 1 from {Middles(ground)} p where (select count(*) from {asked} a where {Passes("a", "p")}) % 2 = 0
                     and not exists (select 1 from {asked} a where {_holds}))
                 and not exists (select 1 from {asked} p where (select count(*) from {ground} a where {Passes("a", "p")}) % 2 = 1
                     and not exists (select 1 from {ground} a where {_holds})))))
             """);
    }

    private static SqlText BoxesMeet(Plane area) => SqlText.Of(
        $"(south <= {area.North} and north >= {area.South} and ({SqlText.Join(" or ", _turns.Select(turn => SqlText.Of($"(west <= {area.East + turn} and east >= {area.West + turn})")))}))");

    // Most areas are boxes, and most footprints that meet one lie in it: they need no look at their edges.
    private static SqlText IsSurelyWithin(Plane area) => area.IsBox
        ? SqlText.Of($"(south >= {area.South} and north <= {area.North} and ({SqlText.Join(" or ", _turns.Select(turn => SqlText.Of($"(west >= {area.West + turn} and east <= {area.East + turn})")))}))")
        : SqlText.Constant("1 = 0");

    private static string Copies(Plane area) => Ground.EdgesOf(_turns.SelectMany(turn => area.Edges.Select(e => e.Moved(turn))));

    // The limit keeps the engines from taking the JSON apart once more for every comparison.
    private static SqlText Edges(SqlText json, Dialect dialect) => dialect.Engine == "sqlite"
        ? SqlText.Of(
            $"""
             (select json_extract(value, '$[0]') as x1, json_extract(value, '$[1]') as y1, json_extract(value, '$[2]') as x2, json_extract(value, '$[3]') as y2
              from json_each({json}) limit 100000)
             """)
        : SqlText.Of(
            $"""
             (select (edge ->> 0)::double precision as x1, (edge ->> 1)::double precision as y1, (edge ->> 2)::double precision as x2, (edge ->> 3)::double precision as y2
              from json_array_elements({json}::json) edge limit 100000)
             """);

    private static SqlText Middles(SqlText edges) => SqlText.Of(
        $"(select x1, y1 from {edges} corners union all select (x1 + x2) / 2, (y1 + y2) / 2 from {edges} middles)");

    private static string Side(string edge, string x, string y) =>
        $"(({edge}.x2 - {edge}.x1) * ({y} - {edge}.y1) - ({edge}.y2 - {edge}.y1) * ({x} - {edge}.x1))";

    private static string Overlap(string axis) =>
        $"((f.{axis}1 <= a.{axis}1 or f.{axis}1 <= a.{axis}2 or f.{axis}2 <= a.{axis}1 or f.{axis}2 <= a.{axis}2) "
        + $"and (f.{axis}1 >= a.{axis}1 or f.{axis}1 >= a.{axis}2 or f.{axis}2 >= a.{axis}1 or f.{axis}2 >= a.{axis}2))";

    private static readonly SqlText _touches = SqlText.Constant(
        $"{Overlap("x")} and {Overlap("y")} and {Side("a", "f.x1", "f.y1")} * {Side("a", "f.x2", "f.y2")} <= 0 and {Side("f", "a.x1", "a.y1")} * {Side("f", "a.x2", "a.y2")} <= 0");

    private static readonly SqlText _crosses = SqlText.Constant(
        $"{Side("a", "f.x1", "f.y1")} * {Side("a", "f.x2", "f.y2")} < 0 and {Side("f", "a.x1", "a.y1")} * {Side("f", "a.x2", "a.y2")} < 0");

    // Lies on the edge, give or take what rounding does: a millimetre.
    private static readonly SqlText _holds = SqlText.Constant(
        $"abs({Side("a", "p.x1", "p.y1")}) <= 0.00000001 * (abs(a.x2 - a.x1) + abs(a.y2 - a.y1)) "
        + "and ((p.x1 >= a.x1 - 0.00000001 and p.x1 <= a.x2 + 0.00000001) or (p.x1 >= a.x2 - 0.00000001 and p.x1 <= a.x1 + 0.00000001)) "
        + "and ((p.y1 >= a.y1 - 0.00000001 and p.y1 <= a.y2 + 0.00000001) or (p.y1 >= a.y2 - 0.00000001 and p.y1 <= a.y1 + 0.00000001))");

    // A ray to the east passes the edge: counted over a ring, an odd number means inside.
    private static SqlText Passes(string edge, string point) => SqlText.Constant(
        $"(({edge}.y1 <= {point}.y1 and {edge}.y2 > {point}.y1 and {Side(edge, point + ".x1", point + ".y1")} > 0) "
        + $"or ({edge}.y2 <= {point}.y1 and {edge}.y1 > {point}.y1 and {Side(edge, point + ".x1", point + ".y1")} < 0))");
}
