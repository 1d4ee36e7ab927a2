using System.Globalization;
using System.Text.Json;
using Gantry.Geo;
using Gantry.OData;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>Reads a search from a query string or a JSON body. The first thing that is wrong ends it.</summary>
internal static class StacSearchReader
{
    private const int MostBytes = 1 << 20;
    private const int MostListed = 1_000;

    private static readonly string[] _listed = ["collections", "ids", "bbox", "sortby"];
    private static readonly string[] _known = [.. _listed, "datetime", "intersects", "limit", "query", "token"];

    public static Result<StacSearch> Read(IQueryCollection query)
    {
        // The same members as in a body, written as texts.
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, values) in query.Where(q => _known.Contains(q.Key)))
        {
            var text = values.ToString();
            if (name is not ("intersects" or "query"))
                members[name] = JsonSerializer.SerializeToElement(_listed.Contains(name) ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : (object)text);
            else if (!TryParse(text, out members, name, members))
                return StacFaults.BadSearch(name, "it is not JSON");
        }
        return Read(members);
    }

    public static async Task<Result<StacSearch>> ReadAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[MostBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (length > MostBytes)
            return StacFaults.BadSearch("the search", "it is longer than a mebibyte");
        try
        {
            var root = length == 0 ? JsonSerializer.SerializeToElement(new { }) : JsonElement.Parse(buffer.AsSpan(0, length));
            return root.ValueKind == JsonValueKind.Object
                ? Read(root.EnumerateObject().Where(m => _known.Contains(m.Name)).DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal))
                : StacFaults.BadSearch("the search", "it is not a JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return StacFaults.BadSearch("the search", "it is not JSON");
        }
    }

    private static Result<StacSearch> Read(Dictionary<string, JsonElement> members)
    {
        try
        {
            var search = new StacSearch();
            foreach (var (name, value) in members.Where(m => m.Key is not ("sortby" or "token")))
                search = With(search, name, value);
            if (members.TryGetValue("bbox", out _) && members.ContainsKey("intersects"))
                throw new UnreadableException("bbox", "it cannot be given together with intersects");
            if (members.TryGetValue("sortby", out var sort))
                search = search with { Order = StacSort.Read(sort) };
            if (members.TryGetValue("token", out var token))
                search = search with { Order = search.Order.From(Text("token", token)) ?? throw new UnreadableException("token", "it is not one of ours; follow the next link as it is") };
            return search;
        }
        catch (UnreadableException e)
        {
            return StacFaults.BadSearch(e.Member, e.Message);
        }
    }

    private static StacSearch With(StacSearch search, string name, JsonElement value) => name switch
    {
        "collections" => search with { Collections = [.. List(name, value).Select(v => CollectionId.Parse(Text(name, v))).OfType<CollectionId>()] },
        // What is no id of ours is an id of nothing.
        "ids" => search with { Ids = [.. List(name, value).Select(v => Guid.TryParseExact(Text(name, v), "D", out var id) ? id : (Guid?)null).OfType<Guid>()] },
        "bbox" => search with { Area = Box([.. List(name, value).Select(v => Number(name, v))]) },
        "intersects" => search with { Area = Shape(value) },
        "datetime" => Times(search, Text(name, value)),
        "limit" => search with { Limit = (int)Math.Min(Whole(name, value), StacSearch.LargestPage) },
        _ => search with { Filter = StacQuery.Read(value) },
    };

    private static Plane Box(double[] n)
    {
        double[] flat = n.Length == 6 ? [n[0], n[1], n[3], n[4]] : n;
        if (flat is not [var west, var south, var east, var north] || west is < -180 or > 180 || east is < -180 or > 180 || south < -90 || north > 90 || south > north)
            throw new UnreadableException("bbox", "expected west, south, east and north in degrees");
        // West beyond east goes over the antimeridian.
        if (west > east)
            east += 360;
        return new(west, south, east, north, [new(west, south, east, south), new(east, south, east, north), new(east, north, west, north), new(west, north, west, south)]);
    }

    private static Plane Shape(JsonElement value)
    {
        if (!GeoJsonReader.Read(value).TryGet(out var geometry, out var problem))
            throw new UnreadableException("intersects", problem.Message);
        return geometry.WhyInvalid() is { } complaint ? throw new UnreadableException("intersects", complaint) : Plane.Of(geometry);
    }

    private static StacSearch Times(StacSearch search, string text)
    {
        var parts = text.Split('/');
        var (from, until) = parts.Length switch { 1 => (Time(parts[0]), Time(parts[0])), 2 => (Time(parts[0]), Time(parts[1])), _ => throw Unreadable() };
        if ((from is null && until is null) || from > until)
            throw Unreadable();
        return search with { From = from, Until = until, HasTime = true };

        DateTimeOffset? Time(string part) => part is ".." or "" && parts.Length == 2
            ? null
            : LiteralValues.Instant(new TextLiteral(part)) is { } time && part.Contains('T', StringComparison.OrdinalIgnoreCase) ? time : throw Unreadable();

        static UnreadableException Unreadable() => new("datetime", "expected a time such as 2026-01-31T12:00:00Z, or two with a slash between them, one of which may be '..'");
    }

    private static IEnumerable<JsonElement> List(string name, JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostListed
        ? value.EnumerateArray()
        : throw new UnreadableException(name, $"expected a list of at most {MostListed} values");

    private static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new UnreadableException(name, "expected a text");

    private static double Number(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => throw new UnreadableException(name, "expected numbers"),
    };

    private static long Whole(string name, JsonElement value) => Number(name, value) is >= 1 and <= 1_000_000 and var number && number == Math.Truncate(number)
        ? (long)number
        : throw new UnreadableException(name, "expected a whole number from 1");

    private static bool TryParse(string text, out Dictionary<string, JsonElement> with, string name, Dictionary<string, JsonElement> members)
    {
        with = members;
        try
        {
            members[name] = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A member of a search cannot be read.</summary>
internal sealed class UnreadableException(string member, string message) : Exception(message)
{
    public string Member { get; } = member;
}
