using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>Walks from a product to what it was made of, and to what was made of it, a few steps far.</summary>
internal sealed class LineageReader(LineageStore store, RunStore runs, IProductShelf shelf)
{
    private const int Deepest = 10;

    public async Task<Result<LineageView>> OfAsync(Scope scope, string what, int depth, CancellationToken ct)
    {
        var id = Guid.TryParse(what, out var known) ? known : Guid.Empty;
        if (id == Guid.Empty)
        {
            if (!(await shelf.NamedAsync(scope, what, ct)).TryGet(out var named, out var fault))
                return fault;
            if (named is null)
                return RunFaults.NoSuchProduct(what, scope);
            id = named.Id;
        }
        var found = await shelf.FindAsync(scope, [id], ct);
        var links = new Dictionary<(Guid, Guid, bool), LineageLinkView>();
        await WalkAsync(scope, id, Math.Clamp(depth, 1, Deepest), upward: true, links, ct);
        await WalkAsync(scope, id, Math.Clamp(depth, 1, Deepest), upward: false, links, ct);
        if (found.Count == 0 && links.Count == 0)
            return RunFaults.NoSuchProduct(what, scope);
        var ran = new List<LineageRunView>();
        foreach (var run in links.Values.Select(l => l.Run).Distinct().Order())
        {
            if (await runs.FindAsync(run, ct) is { } r)
                ran.Add(new(r.Id, r.Pipeline, r.Release.Hex, RunViews.Word(r.State), r.CreatedAt, r.Principal));
        }
        return new LineageView(id, found is [var product] ? product.Name : links.Values.First(l => l.Product == id).Name, ran, [.. links.Values]);
    }

    private async Task WalkAsync(Scope scope, Guid from, int depth, bool upward, Dictionary<(Guid, Guid, bool), LineageLinkView> links, CancellationToken ct)
    {
        HashSet<Guid> seen = [from];
        IReadOnlyCollection<Guid> products = [from];
        for (var i = 0; i < depth && products.Count > 0; i++)
        {
            var near = upward ? await store.MakersAsync(scope, products, ct) : await store.ReadersAsync(scope, products, ct);
            var far = upward ? await store.ReadByAsync([.. near.Select(n => n.Run).Distinct()], ct) : await store.MadeAsync([.. near.Select(n => n.Run).Distinct()], ct);
            foreach (var link in near)
                links.TryAdd((link.Product, link.Run, upward), View(link, upward));
            foreach (var link in far)
                links.TryAdd((link.Product, link.Run, !upward), View(link, !upward));
            products = [.. far.Select(f => f.Product).Where(seen.Add)];
        }
    }

    private static LineageLinkView View(MadeBy link, bool isMade) => new(link.Product, link.Name, link.Type, link.Run, link.Step, isMade);
}
