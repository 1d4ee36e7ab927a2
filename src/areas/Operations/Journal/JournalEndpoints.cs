using System.Globalization;
using System.Text.Json;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gantry.Operations;

/// <summary>The journal: read in pages, followed live.</summary>
internal static class JournalEndpoints
{
    public static void MapJournal(this IEndpointRouteBuilder routes)
    {
        var journal = routes.MapGroup("/api/v1/journal").WithTags("Journal");
        journal.MapGet("/", ReadAsync).WithName("ReadJournal").NeedsSomewhere(Act.ReadJournal);
        journal.MapGet("/stream", FollowAsync).WithName("FollowJournal").NeedsSomewhere(Act.ReadJournal);
    }

    /// <summary>Entries oldest first after a place (<c>after</c>), or with <c>newest</c> the last ones, newest first.</summary>
    private static async Task<Results<Ok<Page<JournalEntryView>>, ProblemHttpResult>> ReadAsync(
        string? mission, string? environment, string? kind, string? after, bool? newest, int? limit,
        HttpContext http, Gantry.Journal journal, CancellationToken ct)
    {
        var backwards = newest ?? false;
        var place = backwards ? long.MaxValue : 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var filter = FilterFor(http, mission, environment, kind);
        var page = backwards
            ? await journal.ReadBackAsync(filter, place, size, ct)
            : await journal.ReadAsync(filter, place, size, ct);
        var next = page.Count == size ? page[^1].Seq.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<JournalEntryView>([.. page.Select(View)], next));
    }

    /// <summary>
    /// Entries as they happen, as server-sent events. Begins at the end, or after <c>Last-Event-ID</c> (or <c>after</c>),
    /// so a client that was cut off misses nothing.
    /// </summary>
    private static async Task<IResult> FollowAsync(
        string? mission, string? environment, string? kind, string? after,
        HttpContext http, Gantry.Journal journal, IHostApplicationLifetime lifetime)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var ct = open.Token;
        var resume = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : after;
        long place;
        if (resume is null)
            place = await journal.HeadAsync(ct);
        else if (!long.TryParse(resume, NumberStyles.None, CultureInfo.InvariantCulture, out place))
            return WebFaults.NoSuchPage(resume).ToProblem();
        var filter = FilterFor(http, mission, environment, kind);
        var stream = new LiveStream(http);
        try
        {
            await stream.OpenAsync(ct);
            await stream.BeatAsync(ct);
            while (true)
            {
                var page = await journal.NextAsync(filter, place, 200, LiveStream.Patience, ct);
                foreach (var entry in page)
                    await stream.SendAsync(entry.Seq, entry.Kind, JsonSerializer.Serialize(View(entry), JsonSerializerOptions.Web), ct);
                if (page.Count == 0)
                    await stream.BeatAsync(ct);
                else
                    place = page[^1].Seq;
                await stream.FlushAsync(ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops; either way the client knows where to go on.
            return TypedResults.Empty;
        }
    }

    private static JournalFilter FilterFor(HttpContext http, string? mission, string? environment, string? kind)
    {
        var scopes = http.Caller().ScopesFor(Act.ReadJournal);
        // Whoever may read everywhere also sees what belongs to no mission: people, nodes, the lake.
        var seesAll = scopes.Contains(Scope.Everywhere);
        return new(mission, environment, kind, seesAll ? null : scopes);
    }

    private static JournalEntryView View(JournalEntry e) => new(
        "1.0", e.Id.ToString(), SourceOf(e), "gantry." + e.Kind, e.Subject, e.Time, "application/json",
        e.Seq, e.Mission, e.Environment, e.Principal, e.DataNode());

    private static string SourceOf(JournalEntry e) =>
        e.Mission is null ? "/" : e.Environment is null ? $"/missions/{e.Mission}" : $"/missions/{e.Mission}/environments/{e.Environment}";
}
