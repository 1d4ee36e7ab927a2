using Gantry.Api;
using Gantry.Web;
using Gantry.Xtce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>The displays of the release that stands.</summary>
internal static class DisplayEndpoints
{
    public static void MapDisplays(this IEndpointRouteBuilder routes)
    {
        var displays = routes.MapGroup(ChannelEndpoints.Root + "/displays").WithTags("Telemetry");
        displays.MapGet("/", ListAsync).WithName("ListDisplays").Needs(Act.ReadTelemetry);
        displays.MapGet("/{name}", FindAsync).WithName("FindDisplay").Needs(Act.ReadTelemetry);
    }

    /// <summary>The displays by name, with all that is on them.</summary>
    private static async Task<Ok<Page<DisplayView>>> ListAsync(string mission, string environment, IMissionReleases releases, DatabaseBrowser browser, CancellationToken ct)
    {
        var found = new List<DisplayView>();
        var databases = await browser.AllAsync(new(mission, environment), ct);
        if (await releases.StandingAsync(mission, environment, ct) is { } release)
        {
            foreach (var path in await releases.ListFilesAsync(release, DisplaysFolder.Folder, ct))
            {
                if (DisplaysFolder.NameOf(path) is { } name && await releases.ReadFileAsync(release, path, ct) is { } content)
                    found.Add(View(DisplaysFolder.Read(name, content), databases));
            }
        }
        return TypedResults.Ok(new Page<DisplayView>(found, null));
    }

    /// <summary>One display.</summary>
    private static async Task<Results<Ok<DisplayView>, ProblemHttpResult>> FindAsync(string mission, string environment, string name, IMissionReleases releases, DatabaseBrowser browser, CancellationToken ct)
    {
        IReadOnlyList<string> known = [];
        if (await releases.StandingAsync(mission, environment, ct) is { } release)
        {
            known = [.. (await releases.ListFilesAsync(release, DisplaysFolder.Folder, ct)).Select(DisplaysFolder.NameOf).OfType<string>()];
            if (known.Contains(name) && await releases.ReadFileAsync(release, DisplaysFolder.FileOf(name), ct) is { } content)
                return TypedResults.Ok(View(DisplaysFolder.Read(name, content), await browser.AllAsync(new(mission, environment), ct)));
        }
        return TelemetryFaults.NoSuchDisplay(name, new(mission, environment), known).ToProblem();
    }

    private static DisplayView View(Display display, IReadOnlyList<XtceDatabase> databases) => new(
        display.Name, display.Title, display.Description,
        [.. display.Groups.Select(g => new DisplayGroup(g.Title, g.Kind, [.. g.Parameters.Select(p => View(p, databases))], g.Last?.TotalSeconds))]);

    // The databases of one environment need not have all that those of the mission have.
    private static DisplayItem View(DisplayEntry entry, IReadOnlyList<XtceDatabase> databases) =>
        databases.Select(d => d.FindPart(entry.Name)).FirstOrDefault(found => found is not null) is var (parameter, part, type)
            ? new(entry.Name, entry.Label, parameter.QualifiedName + part, ParameterEndpoints.Kind(type), ParameterEndpoints.Unit(type), parameter.About.Short)
            : new(entry.Name, entry.Label);
}
