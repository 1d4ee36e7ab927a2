using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>The databases of an environment: their containers, parameters and commands.</summary>
internal static class DatabaseEndpoints
{
    public static void MapDatabases(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(ChannelEndpoints.Root).WithTags("Telemetry");
        group.MapGet("/databases", ListAsync).WithName("ListDatabases").Needs(Act.ReadTelemetry);
        group.MapGet("/databases/{digest}", FindAsync).WithName("FindDatabase").Needs(Act.ReadTelemetry);
        group.MapGet("/databases/{digest}/container", ContainerAsync).WithName("FindContainer").Needs(Act.ReadTelemetry);
        group.MapGet("/databases/{digest}/command", CommandAsync).WithName("FindCommand").Needs(Act.ReadTelemetry);
        group.MapGet("/parameter", ParameterAsync).WithName("FindParameter").Needs(Act.ReadTelemetry);
    }

    /// <summary>The databases that decode the channels of an environment.</summary>
    private static async Task<Ok<Page<TelemetryDatabase>>> ListAsync(string mission, string environment, DatabaseBrowser browser, CancellationToken ct) =>
        TypedResults.Ok(new Page<TelemetryDatabase>(await browser.ListAsync(new(mission, environment), ct), null));

    /// <summary>What is in a database: its containers, each with the one it extends, and its commands.</summary>
    private static async Task<Results<Ok<DatabaseContents>, ProblemHttpResult>> FindAsync(string mission, string environment, string digest, DatabaseBrowser browser, CancellationToken ct)
    {
        if (!(await browser.OpenAsync(new(mission, environment), digest, ct)).TryGet(out var found, out var fault))
            return fault.ToProblem();
        var database = found.Database.Database;
        return TypedResults.Ok(new DatabaseContents(
            found.About,
            [.. database.AllContainers.Where(c => !c.IsOfCommands).OrderBy(c => c.QualifiedName, StringComparer.Ordinal).Select(c => DatabaseWords.Line(database, c))],
            [.. database.AllCommands.Distinct().OrderBy(c => c.QualifiedName, StringComparer.Ordinal).Select(DatabaseWords.Line)]));
    }

    /// <summary>A container by its name, with the entries of what it extends before its own.</summary>
    private static async Task<Results<Ok<ContainerDetail>, ProblemHttpResult>> ContainerAsync(string mission, string environment, string digest, string name, DatabaseBrowser browser, CancellationToken ct)
    {
        if (!(await browser.OpenAsync(new(mission, environment), digest, ct)).TryGet(out var found, out var fault))
            return fault.ToProblem();
        var database = found.Database.Database;
        return database.FindContainer(name) is { } container
            ? TypedResults.Ok(DatabaseWords.Detail(database, container))
            : BrowsingFaults.NoSuchItem("container", name, database.AllContainers.Select(c => c.Name)).ToProblem();
    }

    /// <summary>A command by its name, with the arguments of what it extends before its own.</summary>
    private static async Task<Results<Ok<CommandDetail>, ProblemHttpResult>> CommandAsync(string mission, string environment, string digest, string name, DatabaseBrowser browser, CancellationToken ct)
    {
        if (!(await browser.OpenAsync(new(mission, environment), digest, ct)).TryGet(out var found, out var fault))
            return fault.ToProblem();
        var database = found.Database.Database;
        return database.FindCommand(name) is { } command
            ? TypedResults.Ok(DatabaseWords.Detail(database, command))
            : BrowsingFaults.NoSuchItem("command", name, database.AllCommands.Select(c => c.Name)).ToProblem();
    }

    /// <summary>A parameter, or a part of one by its way, by its name: what it is, how it is calibrated, its limits, and where it stands in packets.</summary>
    private static async Task<Results<Ok<ParameterDetail>, ProblemHttpResult>> ParameterAsync(string mission, string environment, string name, DatabaseBrowser browser, CancellationToken ct) =>
        (await browser.FindAsync(new(mission, environment), name, ct)).TryGet(out var found, out var fault)
            ? TypedResults.Ok(ParameterWords.Detail(found))
            : fault.ToProblem();
}
