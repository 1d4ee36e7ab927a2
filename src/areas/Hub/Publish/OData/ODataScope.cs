using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>What a caller sees through a door: one environment's own shows that one, the common one all that it may see.</summary>
internal static class ODataScope
{
    public static SqlText Visible(HttpContext http)
    {
        var (mission, environment) = Door(http);
        return mission is not null
            ? SqlText.Of($"(mission = {mission} and environment = {environment})")
            : Visible(http.Caller());
    }

    public static SqlText Visible(Caller caller) =>
        SqlText.Of($"({SqlText.Join(" or ", caller.ScopesFor(Act.ReadProduct).Select(Within))})");

    /// <summary>A product by its key, when it can be seen through this door.</summary>
    public static async Task<Product?> FindVisibleAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        // Some clients put the key in quotes.
        if (!Guid.TryParseExact(key.Trim('\''), "D", out var id) || await catalogue.FindAsync(id, ct) is not { } product)
            return null;
        var (mission, environment) = Door(http);
        if (mission is not null && (mission != product.Mission || environment != product.Environment))
            return null;
        // What one may not see does not exist: an answer of 403 would tell that it does.
        return http.Caller().May(Act.ReadProduct, product.Scope) ? product : null;
    }

    private static SqlText Within(Scope scope) => scope switch
    {
        { Mission: null, Environment: null } => SqlText.Constant("1 = 1"),
        { Mission: null } => SqlText.Of($"environment = {scope.Environment}"),
        { Environment: null } => SqlText.Of($"mission = {scope.Mission}"),
        _ => SqlText.Of($"(mission = {scope.Mission} and environment = {scope.Environment})"),
    };

    private static (string? Mission, string? Environment) Door(HttpContext http) =>
        (http.Request.RouteValues["mission"] as string, http.Request.RouteValues["environment"] as string);
}
