using Gantry.Api;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Puts a file's story together: what the journal tells of it, and what the rooms know beside.</summary>
internal sealed class Tracer(
    ProductCatalogue catalogue, HoldStore holds, ArrivalStore arrivals, SourceStore sources, DeliveryStore deliveries, PushStore pushes,
    DownloadCounts downloads, TraceStore traces, Journal journal, TimeProvider clock)
{
    // A name that was published a thousand times over has a story that nobody reads to its end; the answer says that it is cut.
    private const int MostProducts = 100;
    private const int MostOfEach = 1_000;

    public async Task<Result<TraceView>> TraceAsync(Scope scope, string asked, CancellationToken ct)
    {
        // No name that is kept anywhere holds such letters, and one of the databases breaks on them.
        if (asked.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)))
            return TraceFaults.Unknown(asked, scope);
        var query = TraceQuery.Of(asked);
        var there = await catalogue.TracedAsync(scope, query, MostProducts, ct);
        var gone = await catalogue.TracedDeletedAsync(scope, query, MostProducts, ct);
        List<Guid> ids = [.. there.Select(p => p.Id), .. gone.Select(p => p.Id)];
        var entries = await EntriesAsync(scope, query, ids, ct);
        var known = await KnownAsync(scope, query, there, gone, ids, ct);
        if (ids.Count == 0 && entries.Count == 0 && known.Count == 0)
            return TraceFaults.Unknown(asked, scope);
        var held = await holds.StandingAsync(scope, clock.GetUtcNow(), ct);
        return new TraceView(
            asked, scope.Mission!, scope.Environment!,
            [.. there.Select(p => View(p, held)).Concat(gone.Select(View)).OrderBy(p => p.PublishedAt).ThenBy(p => p.Id)],
            [.. known.Concat(entries.Select(Step)).OrderBy(s => s.At).ThenBy(s => s.Sequence ?? 0)],
            there.Count == MostProducts || gone.Count == MostProducts || entries.Count >= MostOfEach || known.Count >= MostOfEach);
    }

    private async Task<List<JournalEntry>> EntriesAsync(Scope scope, TraceQuery query, List<Guid> products, CancellationToken ct)
    {
        var places = products.Count == 0 ? [] : await traces.OfProductsAsync(products, MostOfEach, ct);
        if (query.Product is null)
            places.AddRange(await traces.FindAsync(scope, query.Name, query.Digest, MostOfEach, ct));
        var told = await journal.AtAsync([.. places.Distinct().Take(MostOfEach)], ct);
        // An arrival's later entries name it by its id alone.
        List<string> subjects = [.. products.Select(id => $"products/{id}"), .. told.Select(e => e.Subject).Where(IsOfOneFile).Distinct()];
        if (subjects.Count > 0)
            told.AddRange(await journal.AboutAsync(subjects, MostOfEach, ct));
        return [.. told.Where(e => e.Mission == scope.Mission && e.Environment == scope.Environment).DistinctBy(e => e.Seq)];
    }

    private async Task<List<TraceStep>> KnownAsync(
        Scope scope, TraceQuery query, List<Product> there, List<DeletedProduct> gone, List<Guid> ids, CancellationToken ct)
    {
        var steps = new List<TraceStep>();
        steps.AddRange(there.SelectMany(TraceSteps.Of));
        steps.AddRange(gone.SelectMany(TraceSteps.Of));
        if (query.Product is null)
            steps.AddRange((await arrivals.TraceAsync(scope, query.Name, query.Digest, MostOfEach, ct)).SelectMany(TraceSteps.Of));
        if (ids.Count == 0)
            return steps;
        steps.AddRange((await sources.OfProductsAsync(scope, ids, ct)).Select(f => TraceSteps.Of(f.Source, f.File)));
        steps.AddRange((await deliveries.OfProductsAsync(ids, MostOfEach, ct)).SelectMany(TraceSteps.Of));
        steps.AddRange((await pushes.OfProductsAsync(ids, MostOfEach, ct)).Select(TraceSteps.Of));
        steps.AddRange((await downloads.OfProductsAsync(ids, MostOfEach, ct)).Select(TraceSteps.Of));
        foreach (var name in there.Select(p => p.Name).Concat(gone.Select(p => p.Name)).Distinct())
            steps.AddRange((await ChildrenAsync(scope, name, ct)).Select(TraceSteps.Child));
        return steps;
    }

    private async Task<List<Product>> ChildrenAsync(Scope scope, string parent, CancellationToken ct)
    {
        var filter = FilterParser.Parse(
            $"Attributes/OData.CSC.StringAttribute/any(a:a/Name eq 'parentIdentifier' and a/OData.CSC.StringAttribute/Value eq '{parent.Replace("'", "''", StringComparison.Ordinal)}')").Value;
        var visible = SqlText.Of($"(mission = {scope.Mission} and environment = {scope.Environment})");
        return await catalogue.QueryAsync(await catalogue.QuestionAsync(filter, visible, ct), ProductOrder.ByPublication, MostProducts, 0, ct);
    }

    private static bool IsOfOneFile(string subject) =>
        subject.StartsWith("arrivals/", StringComparison.Ordinal) || subject.StartsWith("quarantine/", StringComparison.Ordinal);

    private static TraceStep Step(JournalEntry e) => new(
        e.Time, e.Kind["hub.".Length..], e.Principal, TraceWords.Of(e),
        e.Subject.StartsWith("products/", StringComparison.Ordinal) && Guid.TryParseExact(e.Subject["products/".Length..], "D", out var id) ? id : null, e.Seq);

    private static TracedProduct View(Product p, StandingHolds held) => new(
        p.Id, p.Name, p.Version, p.Type, p.Blob.Digest.Hex, p.Blob.SizeBytes, "published", p.PublishedAt, p.EvictAt, null, held.Of(p)?.Id);

    private static TracedProduct View(DeletedProduct p) => new(
        p.Id, p.Name, p.Version, p.Type, p.Digest.Hex, p.SizeBytes, "deleted", p.PublishedAt, null, p.DeletedAt, null);
}
