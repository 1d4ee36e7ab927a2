using System.Globalization;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>Values in bulk, as a table.</summary>
internal static class ExportEndpoints
{
    /// <summary>How many rows come, so that whoever waits can see how far it is.</summary>
    public const string RowsHeader = "Gantry-Rows";

    private const int SendAt = 1 << 16;

    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ChannelEndpoints.Root + "/export", ExportAsync).WithTags("Telemetry").WithName("ExportSamples").Needs(Act.ReadTelemetry);

    /// <summary>
    /// The values of parameters (with commas between, * and ? for any letters) as one table: a row for each packet, a column for each
    /// value, as <c>csv</c> or <c>parquet</c>. Read twice, because a table begins with its columns; streamed, however much it is.
    /// </summary>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> ExportAsync(
        string mission, string environment, string parameters, string? channel, string? from, string? to, string? form, bool? raw, HttpContext http,
        SampleReader samples, ParameterBook book, TimeProvider clock, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault))
            return fault.ToProblem();
        if (!(await book.ChooseAsync(scope, parameters, ct)).TryGet(out var isWanted, out fault))
            return fault.ToProblem();
        if (form is not null && !ExportWriter.HasForm(form))
            return TelemetryFaults.NoSuchForm(form).ToProblem();
        var columns = new ExportColumns(raw is true);
        await samples.ReadAsync(scope, channel, span, isWanted, (_, _, _, cells) =>
        {
            columns.Add(cells);
            return true;
        }, ct);
        using var writer = ExportWriter.Of(form ?? "csv", columns);
        http.Response.ContentType = writer is CsvExport ? "text/csv; charset=utf-8" : "application/vnd.apache.parquet";
        http.Response.Headers[RowsHeader] = columns.Rows.ToString(CultureInfo.InvariantCulture);
        // Decoding hands over packet after packet and cannot wait in between, so a slow reader holds up this thread, not memory.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await samples.ReadAsync(scope, channel, span, isWanted, (segment, at, received, cells) =>
        {
            writer.Add(segment, at, received, cells);
            if (writer.Ready >= SendAt)
                writer.Send(http.Response.Body);
            return !ct.IsCancellationRequested;
        }, ct);
        ct.ThrowIfCancellationRequested();
        writer.End();
        writer.Send(http.Response.Body);
        return TypedResults.Empty;
    }
}
