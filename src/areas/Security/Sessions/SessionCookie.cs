using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>The cookie that carries a browser's session.</summary>
internal static class SessionCookie
{
    // The prefix makes browsers refuse one that another host of the domain, or an unencrypted page, tries to plant.
    private const string OverTls = "__Host-gantry";
    private const string Plain = "gantry";

    public static string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)];

    public static void Set(HttpContext http, string text, TimeSpan lifetime) =>
        http.Response.Cookies.Append(NameFor(http), text, Options(http, lifetime));

    public static void Clear(HttpContext http) => http.Response.Cookies.Append(NameFor(http), "", Options(http, TimeSpan.Zero));

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? OverTls : Plain;

    private static CookieOptions Options(HttpContext http, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
