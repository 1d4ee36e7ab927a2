using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>
/// Makes sure that a change by session cookie was meant by the portal: a foreign page can make a browser send the
/// cookie, but can neither read the token nor hide where it comes from.
/// </summary>
internal static class CsrfGuard
{
    public const string Header = "X-Gantry-Csrf";

    /// <summary>The token that belongs to a session: derived, so there is nothing to store; one-way, so it tells nothing of the cookie.</summary>
    public static string TokenOf(string sessionText) =>
        Base64Text.Write(HMACSHA256.HashData(Encoding.ASCII.GetBytes(sessionText), "gantry csrf"u8));

    /// <summary>Why a request by session cookie is refused; null when it is not.</summary>
    public static Fault? Refuse(HttpRequest request, string sessionText)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return null;
        if (RefuseForeign(request) is { } foreign)
            return foreign;
        return request.Headers[Header] is [{ } sent]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(TokenOf(sessionText)))
            ? null
            : SecurityFaults.ForgedRequest($"the header {Header} is missing or is not this session's");
    }

    /// <summary>Why a request from a browser's page is refused for the page's origin; a program sends none of these headers.</summary>
    public static Fault? RefuseForeign(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"], request.Headers.Origin);
        if (site.Count > 0 && site != "same-origin")
            return SecurityFaults.ForgedRequest("the browser says that another site sent it");
        if (origin.Count > 0 && !IsOwn(request, origin.ToString()))
            return SecurityFaults.ForgedRequest("it comes from another origin");
        return null;
    }

    private static bool IsOwn(HttpRequest request, string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var theirs) || !Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own))
            return false;
        return theirs.Scheme == own.Scheme && theirs.Port == own.Port && string.Equals(theirs.Host, own.Host, StringComparison.OrdinalIgnoreCase);
    }
}
