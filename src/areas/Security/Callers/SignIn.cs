using System.Globalization;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Gantry.Security;

/// <summary>How the caller of this request came in; what the <see cref="Gantry.Caller"/> alone does not say.</summary>
/// <param name="Token">The token of ours it came with; null for a password or a token of somebody else's.</param>
/// <param name="SessionText">The session cookie's value, where that was it.</param>
internal sealed record SignIn(Caller Caller, PrincipalKind Kind, FoundToken? Token, DateTimeOffset? ExpiresAt, string? SessionText = null);

internal static class SignInExtensions
{
    /// <summary>How the caller came in. Only behind a policy that needs somebody.</summary>
    public static SignIn SignIn(this HttpContext http) =>
        http.Items[typeof(SignIn)] as SignIn ?? throw new InvalidOperationException("This endpoint is open to anybody, so nobody may have signed in.");

    /// <summary>The address at the other end, as the throttle and the journal write it.</summary>
    public static string RemoteAddress(this HttpContext http) =>
        http.Connection.RemoteIpAddress is not { } address ? "unknown"
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.ToString();

    /// <summary>What is in the answer is a secret, or decided by one.</summary>
    public static void NeverStore(this HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
    }

    /// <summary>A fault of a log-in, with the time to wait where there is one.</summary>
    public static ProblemHttpResult Problem(this HttpContext http, Fault fault)
    {
        if (fault.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return fault.ToProblem();
    }

    /// <summary>Nothing about people and tokens is large; a large body is a mistake or an attack.</summary>
    public static T AcceptingSmallBodies<T>(this T endpoints) where T : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(new SmallBodies());
        return endpoints;
    }

    private sealed class SmallBodies : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => TokenForm.LargestBody;
    }
}
