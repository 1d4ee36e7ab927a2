using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>The nodes that do steps: seen, drained and refilled.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder endpoints)
    {
        var nodes = endpoints.MapGroup("/api/v1/nodes").WithTags("Nodes");
        nodes.MapGet("/", ListAsync).WithName("ListNodes").Needs(Act.OperateNode);
        nodes.MapPost("/{name}/drain", DrainAsync).WithName("DrainNode").Needs(Act.OperateNode);
        nodes.MapPost("/{name}/refill", RefillAsync).WithName("RefillNode").Needs(Act.OperateNode);
    }

    /// <summary>The nodes that were there in the last week, and what they do.</summary>
    private static async Task<Ok<Page<NodeView>>> ListAsync(NodeStore nodes, CancellationToken ct) => TypedResults.Ok(new Page<NodeView>(await nodes.ListAsync(ct), null));

    /// <summary>The node takes no more steps; those that it does go on to their end.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DrainAsync(string name, ReasonRequest? request, HttpContext http, NodeStore nodes, CancellationToken ct) =>
        await nodes.DrainAsync(name, request?.Reason ?? "no reason given", http.Caller().Name, ct) ? TypedResults.NoContent() : RunFaults.NoSuchNode(name).ToProblem();

    /// <summary>The node takes steps again.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RefillAsync(string name, HttpContext http, NodeStore nodes, CancellationToken ct) =>
        await nodes.RefillAsync(name, http.Caller().Name, ct) ? TypedResults.NoContent() : RunFaults.NoSuchNode(name).ToProblem();
}
