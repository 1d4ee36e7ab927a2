using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>What was received: values, plots, gaps, and the packets themselves. Times are <c>[from, to)</c>; the last hour when left out.</summary>
internal static class ArchiveEndpoints
{
    private const int MostSamples = 100_000;
    private const int MostPixels = 10_000;

    public static void MapArchive(this IEndpointRouteBuilder routes)
    {
        var archive = routes.MapGroup(ChannelEndpoints.Root).WithTags("Telemetry");
        archive.MapGet("/samples", SamplesAsync).WithName("ReadSamples").Needs(Act.ReadTelemetry);
        archive.MapGet("/plot", PlotAsync).WithName("PlotParameter").Needs(Act.ReadTelemetry);
        archive.MapGet("/packets", PacketsAsync).WithName("ReadPackets").Needs(Act.ReadTelemetry);
    }

    /// <summary>The values of parameters (with commas between, * and ? for any letters), in the order of their time.</summary>
    private static async Task<Results<Ok<SamplesView>, ProblemHttpResult>> SamplesAsync(
        string mission, string environment, string parameters, string? channel, string? from, string? to, int? limit, SampleReader samples, ParameterBook book, TimeProvider clock, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault))
            return fault.ToProblem();
        if (!(await book.ChooseAsync(scope, parameters, ct)).TryGet(out var isWanted, out fault))
            return fault.ToProblem();
        var most = Math.Clamp(limit ?? 1000, 1, MostSamples);
        var found = new List<TelemetrySample>();
        await samples.ReadAsync(scope, channel, span, isWanted, (segment, at, received, cells) =>
        {
            foreach (var cell in cells)
                found.Add(SampleViews.Of(segment, at, received, cell));
            return found.Count <= most;
        }, ct);
        return TypedResults.Ok(new SamplesView([.. found.OrderBy(s => s.At).Take(most)], found.Count > most));
    }

    /// <summary>A parameter decimated for a plot: the least and the largest value of each pixel, and statistics of all of it.</summary>
    private static async Task<Results<Ok<PlotView>, ProblemHttpResult>> PlotAsync(
        string mission, string environment, string parameter, string? channel, string? from, string? to, int? pixels, bool? raw, PlotReader plots, ParameterBook book, TimeProvider clock, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (pixels is < 1 or > MostPixels)
            return TelemetryFaults.TooManyPixels(MostPixels).ToProblem();
        if (!Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault))
            return fault.ToProblem();
        // A part of a parameter is named with its way: battery.cell[3].
        var whole = Whole(parameter);
        if (!(await book.ChooseAsync(scope, whole, ct)).TryGet(out var isWanted, out fault))
            return fault.ToProblem();
        var plot = await plots.ReadAsync(
            scope, channel, span, pixels ?? 1000, isWanted, name => parameter.Length == whole.Length || name.EndsWith(parameter, StringComparison.Ordinal), raw is true, ct);
        return TypedResults.Ok(plot.View(parameter));
    }

    /// <summary>The packets as they came, one behind the other, in the order of their reception.</summary>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> PacketsAsync(
        string mission, string environment, string? channel, string? from, string? to, HttpContext http, SegmentStore segments, ArchiveReader archive, TimeProvider clock, CancellationToken ct)
    {
        if (!Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault))
            return fault.ToProblem();
        http.Response.ContentType = "application/octet-stream";
        foreach (var segment in await segments.OfTimeAsync(new(mission, environment), channel, span.From, span.To, ct))
        {
            foreach (var packet in await archive.OpenAsync(segment, ct))
            {
                if (packet.At >= span.From && packet.At < span.To)
                    await http.Response.Body.WriteAsync(packet.Octets, ct);
            }
        }
        return TypedResults.Empty;
    }

    private static string Whole(string parameter)
    {
        var slash = parameter.LastIndexOf('/') + 1;
        var end = parameter.AsSpan(slash).IndexOfAny('.', '[', '#');
        return end < 0 ? parameter : parameter[..(slash + end)];
    }
}
