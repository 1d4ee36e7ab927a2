using Gantry.Api;
using Gantry.Web;
using Gantry.Xtce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>The parameters of an environment.</summary>
internal static class ParameterEndpoints
{
    public static void MapParameters(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ChannelEndpoints.Root + "/parameters", ListAsync).WithTags("Telemetry").WithName("ListParameters").Needs(Act.ReadTelemetry);

    /// <summary>Parameters by name; with <c>search</c>, those whose name, alias or description holds it, or matches it with * and ?.</summary>
    private static async Task<Results<Ok<Page<TelemetryParameter>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? search, string? after, int? limit, ParameterBook book, CancellationToken ct)
    {
        if (!(await book.AllAsync(new(mission, environment), ct)).TryGet(out var all, out var fault))
            return fault.ToProblem();
        var size = Paging.Size(limit);
        var found = all.Where(p => string.CompareOrdinal(p.Parameter.QualifiedName, after) > 0 && (search is null || Holds(p.Parameter, search))).Take(size).ToList();
        return TypedResults.Ok(new Page<TelemetryParameter>([.. found.Select(p => View(p.Parameter, p.Database, p.Channels))], found.Count == size ? found[^1].Parameter.QualifiedName : null));
    }

    private static bool Holds(Parameter parameter, string search) =>
        ParameterBook.Matches(search, parameter) || parameter.QualifiedName.Contains(search, StringComparison.OrdinalIgnoreCase)
        || parameter.About.Short?.Contains(search, StringComparison.OrdinalIgnoreCase) is true || parameter.About.Aliases.Any(a => a.Name.Contains(search, StringComparison.OrdinalIgnoreCase));

    private static TelemetryParameter View(Parameter parameter, XtceDatabase database, IReadOnlyList<string> channels)
    {
        var type = database.TypeOf(parameter);
        return new(parameter.QualifiedName, parameter.About.Short, Kind(type), Unit(type), channels);
    }

    internal static string? Unit(DataType? type) => type is { Units.Count: > 0 } ? string.Join(' ', type.Units.Select(u => u.Text)) : null;

    internal static string Kind(DataType? type) => type switch
    {
        IntegerType => "integer",
        FloatType => "float",
        EnumeratedType => "enumeration",
        BooleanType => "boolean",
        StringType => "text",
        BinaryType => "blob",
        AbsoluteTimeType => "time",
        RelativeTimeType => "duration",
        AggregateType => "aggregate",
        ArrayType => "array",
        _ => "unknown",
    };
}
