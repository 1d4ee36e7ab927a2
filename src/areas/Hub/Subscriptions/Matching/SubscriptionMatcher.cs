using System.Diagnostics.Metrics;
using System.Globalization;

namespace Gantry.Hub;

/// <summary>Reads what was published from the journal and queues what subscribers have to be told; both are committed together.</summary>
internal sealed class SubscriptionMatcher(Journal journal, NotificationStore queue, IStandingRights rights)
{
    public static readonly JournalFilter Publications = new(Kind: HubKinds.ProductPublished.Name);

    private const string Consumer = "hub.subscriptions";
    private const int PageSize = 500;

    private static readonly Counter<long> _queued = HubMeter.Meter.CreateCounter<long>("gantry.hub.notifications_queued");

    // What this node has seen of the book. Only a cache: each unit compares its version with the book's.
    private SubscriptionIndex _index = SubscriptionIndex.Empty;

    /// <summary>Matches the next page of publications; false when there was none.</summary>
    public async Task<bool> MatchAsync(CancellationToken ct)
    {
        (SubscriptionIndex Index, int Queued)? outcome = null;
        try
        {
            await journal.ConsumeAsync(Consumer, Publications, PageSize, async (work, page) => outcome = await MatchAsync(work, page, ct), ct);
        }
        catch
        {
            // What the unit saw of the book may have been taken back with it.
            _index = SubscriptionIndex.Empty;
            throw;
        }
        if (outcome is not { } matched)
            return false;
        _index = matched.Index;
        _queued.Add(matched.Queued);
        return true;
    }

    private async Task<(SubscriptionIndex, int)> MatchAsync(UnitOfWork work, IReadOnlyList<JournalEntry> page, CancellationToken ct)
    {
        // Read after the page: a subscription that was made before any of these entries is in the book by now.
        var index = _index;
        var version = await SubscriptionStore.VersionAsync(work, ct);
        if (version != index.Version)
            index = index.With(await SubscriptionStore.ChangedAsync(work, index.Version, ct), version);
        if (index.Count == 0)
            return (index, 0);
        var products = await ProductCatalogue.FindAllAsync(work, [.. page.Select(ProductOf)], ct);
        var matches = new List<(Subscription Subscription, long Seq, Product Product)>();
        foreach (var entry in page)
        {
            if (products.TryGetValue(ProductOf(entry), out var product))
                matches.AddRange(index.Match(product, entry.Time).Select(subscription => (subscription, entry.Seq, product)));
        }
        if (matches.Count == 0)
            return (index, 0);
        var owners = new Dictionary<Guid, Caller>();
        foreach (var chunk in matches.Select(m => m.Subscription.Owner).Distinct().Chunk(PageSize))
        {
            foreach (var (id, caller) in await rights.FindAsync(work, chunk, ct))
                owners[id] = caller;
        }
        var allowed = matches
            .Where(m => m.Subscription.MayTell(owners.GetValueOrDefault(m.Subscription.Owner), new(m.Product.Mission, m.Product.Environment)))
            .Select(m => (m.Subscription, m.Seq, m.Product.Id)).ToList();
        await queue.QueueAsync(work, allowed, ct);
        return (index, allowed.Count);
    }

    /// <summary>The product that an entry is about: <c>products/&lt;id&gt;</c>.</summary>
    public static Guid ProductOf(JournalEntry entry) => Guid.Parse(entry.Subject["products/".Length..], CultureInfo.InvariantCulture);
}
