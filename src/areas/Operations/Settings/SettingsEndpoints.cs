using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Operations;

internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/settings", List).WithName("ListSettings").WithTags("Settings").Needs(Act.ReadSettings);

    /// <summary>Every setting of this server, its value and where it came from. Secrets are never shown.</summary>
    private static Ok<Page<SettingView>> List(Gantry.Settings settings) => TypedResults.Ok(new Page<SettingView>(
        [.. settings.All.Select(v => new SettingView(
            v.Setting.Key, v.Setting.IsSecret && v.Value is not null ? "(set)" : v.Value, v.Source, v.Setting.Meaning, v.Setting.IsSecret))], null));
}
