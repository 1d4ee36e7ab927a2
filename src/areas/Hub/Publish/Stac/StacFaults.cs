using System.Globalization;
using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>What the STAC door refuses, and how it says so.</summary>
internal static class StacFaults
{
    /// <summary>The form that OGC's interfaces have: <c>{"code","description"}</c>.</summary>
    public static readonly FaultForm Form = new((fault, status, http) =>
    {
        http.Response.StatusCode = fault.Kind == FaultKind.Invalid ? StatusCodes.Status400BadRequest : status;
        if (fault.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return http.Response.WriteAsJsonAsync(new { code = fault.Code, description = fault.Message });
    });

    public static Fault BadSearch(string what, string complaint) => new(FaultKind.Invalid, "hub.bad_search", $"{what}: {complaint}.");

    public static Fault NoSuchCollection(string id) => new(FaultKind.Missing, "hub.no_such_collection",
        $"There is no collection '{id}', or you may not see it; /stac/v1/collections lists those there are.");

    public static Fault NoSuchItem(string id) => new(FaultKind.Missing, "hub.no_such_item", $"There is no item '{id}' in this collection, or you may not see it.");

    public static Fault NoSuchPage(string path) => new(FaultKind.Missing, "hub.no_such_stac_page", $"There is nothing at '{path}' here; /stac/v1 links to what there is.");
}

/// <summary>A refusal as an answer.</summary>
internal sealed class StacRefusal(Fault fault) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => fault.WriteAsync(httpContext);
}
