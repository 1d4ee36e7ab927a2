namespace Gantry.Hub;

/// <summary>Counts what was published, from the journal: publishing itself does not wait for it.</summary>
internal sealed class PublicationCounter(Journal journal)
{
    public const string Consumer = "hub.punctuality";

    private const int PageSize = 500;

    /// <summary>Counts the next page of publications by the rules that stand; false when there was none.</summary>
    /// <param name="rules">The rules, read after <paramref name="head"/>: without any, everything up to there is passed.</param>
    /// <param name="head">The end of the journal.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<bool> CountAsync(IReadOnlyList<PunctualityRule> rules, long head, CancellationToken ct)
    {
        if (rules.Count == 0)
        {
            await journal.PassAsync(Consumer, head, ct);
            return false;
        }
        var standing = rules.ToDictionary(r => (r.Scope, r.Type));
        return await journal.ConsumeAsync(Consumer, SubscriptionMatcher.Publications, PageSize, async (work, page) =>
        {
            var publications = new List<Publication>();
            foreach (var entry in page)
            {
                if ((string?)entry.DataNode()["type"] is { } type && standing.TryGetValue((new(entry.Mission, entry.Environment), type), out var rule))
                    publications.Add(new(rule, entry));
            }
            if (publications.Count == 0)
                return;
            // When a product was deleted meanwhile, it came all the same; only how fast is not known any more.
            var products = await ProductCatalogue.FindAllAsync(work, [.. publications.Select(p => SubscriptionMatcher.ProductOf(p.Entry))], ct);
            var timed = publications.ConvertAll(p => p.Timed(products.GetValueOrDefault(SubscriptionMatcher.ProductOf(p.Entry))));
            await work.ExecuteSoonAsync(timed.GroupBy(t => (t.Rule, Slot: PunctualityStore.SlotOf(t.Entry.Time))).Select(Count).Concat(timed.SelectMany(Late)), ct);
        }, ct) > 0;
    }

    private static SqlText Count(IGrouping<(PunctualityRule Rule, long Slot), Publication> same) => PunctualityStore.Count(
        same.Key.Rule, same.Key.Slot, same.Count(), same.Count(p => p.IsLate), same.Max(p => p.Delay ?? TimeSpan.Zero), same.Max(p => p.Entry.Time));

    private static IEnumerable<SqlText> Late(Publication p) =>
        p is { IsLate: true, Product: { Metadata.OriginAt: { } origin } product }
            ? [PunctualityStore.Note(p.Rule, new(p.Entry.Seq, product.Id, product.Name, origin, product.PublishedAt))]
            : [];

    private sealed record Publication(PunctualityRule Rule, JournalEntry Entry)
    {
        public Product? Product { get; private init; }

        /// <summary>From its origin to its publication, where that is known.</summary>
        public TimeSpan? Delay => Product is { Metadata.OriginAt: { } origin } && origin <= Product.PublishedAt ? Product.PublishedAt - origin : null;

        public bool IsLate => Delay is { } delay && Rule.IsLate(delay);

        public Publication Timed(Product? product) => this with { Product = product };
    }
}

/// <summary>Lets the count begin with what is published from the first start on: an installation that is older has no need of its past.</summary>
internal sealed class PunctualityStart(IDatabase database, Journal journal) : IStartStep
{
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        var head = await journal.HeadAsync(ct);
        await database.WriteAsync(work => Journal.BeginAsync(work, PublicationCounter.Consumer, head, ct), ct);
        return [];
    }
}
