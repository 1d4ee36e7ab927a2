using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gantry.Web;

/// <summary>Who may come through an endpoint. Every endpoint has exactly one; one without is closed, and a test finds it.</summary>
/// <param name="Act">What the endpoint does; null when being signed in is enough.</param>
/// <param name="Reach">Where the act is checked.</param>
public sealed record Policy(Act? Act, Reach Reach);

/// <summary>Where an act is checked.</summary>
public enum Reach
{
    /// <summary>Not at all: anybody may call.</summary>
    Anybody,

    /// <summary>The caller must be signed in.</summary>
    SignedIn,

    /// <summary>In the mission and environment that the address names; in neither when it names none.</summary>
    Address,

    /// <summary>Somewhere: the handler shows only what lies in <see cref="Caller.ScopesFor"/>.</summary>
    Somewhere,

    /// <summary>Somewhere, and then by the handler in the scope it finds in the request.</summary>
    Handler,
}

public static class PolicyExtensions
{
    /// <summary>Open to anybody. Say why in a comment.</summary>
    public static T OpenToAnybody<T>(this T endpoints) where T : IEndpointConventionBuilder => endpoints.With(new Policy(null, Reach.Anybody));

    /// <summary>Open to whoever is signed in: it is about the caller itself.</summary>
    public static T NeedsSignIn<T>(this T endpoints) where T : IEndpointConventionBuilder => endpoints.With(new Policy(null, Reach.SignedIn));

    /// <summary>Needs the act in the mission and environment that the address names.</summary>
    public static T Needs<T>(this T endpoints, Act act) where T : IEndpointConventionBuilder => endpoints.With(new Policy(act, Reach.Address));

    /// <summary>Needs the act somewhere; the handler shows only what the caller may see.</summary>
    public static T NeedsSomewhere<T>(this T endpoints, Act act) where T : IEndpointConventionBuilder => endpoints.With(new Policy(act, Reach.Somewhere));

    /// <summary>Needs the act in a scope that only the handler can find out, which then must check.</summary>
    public static T NeedsInHandler<T>(this T endpoints, Act act) where T : IEndpointConventionBuilder => endpoints.With(new Policy(act, Reach.Handler));

    private static T With<T>(this T endpoints, Policy policy) where T : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(policy);
        return endpoints;
    }
}

/// <summary>Finds out who is calling. Port between the edge and whoever keeps the accounts.</summary>
public interface ICallerSource
{
    /// <summary>The caller; null when the request claims to be nobody; a fault when it claims to be somebody and is not.</summary>
    Task<Result<Caller?>> IdentifyAsync(HttpContext http);
}

/// <summary>Stands between routing and the endpoints: nothing passes without a policy, and nobody without the right.</summary>
public sealed class PolicyGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, ICallerSource callers)
    {
        if (http.GetEndpoint() is not { } endpoint)
        {
            await WebFaults.NoSuchAddress(http.Request.Method, http.Request.Path).WriteAsync(http);
            return;
        }
        // The framework answers 405 and 415 itself, by endpoints of its own that do nothing else.
        if (endpoint.DisplayName is { } name && (name.StartsWith("405", StringComparison.Ordinal) || name.StartsWith("415", StringComparison.Ordinal)))
        {
            await next(http);
            return;
        }
        var policy = endpoint.Metadata.GetMetadata<Policy>()
            ?? throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has no policy, so it is closed.");
        if (policy.Reach == Reach.Anybody)
        {
            await next(http);
            return;
        }
        if (!(await callers.IdentifyAsync(http)).TryGet(out var caller, out var fault))
        {
            await fault.WriteAsync(http);
            return;
        }
        if (caller is null)
        {
            await WebFaults.NotSignedIn().WriteAsync(http);
            return;
        }
        http.Items[typeof(Caller)] = caller;
        if (Refuse(http, caller, policy) is { } refusal)
        {
            await refusal.WriteAsync(http);
            return;
        }
        await next(http);
    }

    private static Fault? Refuse(HttpContext http, Caller caller, Policy policy)
    {
        if (policy.Act is not { } act)
            return null;
        if (policy.Reach is Reach.Somewhere or Reach.Handler)
            return caller.MaySomewhere(act) ? null : WebFaults.DeniedEverywhere(caller, act);
        var scope = new Scope(http.Request.RouteValues["mission"] as string, http.Request.RouteValues["environment"] as string);
        if (scope.Environment is { } environment && !Rungs.Exists(environment))
            return WebFaults.NoSuchEnvironment(environment);
        return caller.May(act, scope) ? null : WebFaults.Denied(caller, act, scope);
    }
}

public static class CallerExtensions
{
    /// <summary>Who is calling. Only behind a policy that needs somebody.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Items[typeof(Caller)] as Caller ?? throw new InvalidOperationException("This endpoint is open to anybody, so there may be no caller.");
}
