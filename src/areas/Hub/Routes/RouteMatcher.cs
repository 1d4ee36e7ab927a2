namespace Gantry.Hub;

/// <summary>Reads what was published from the journal and queues what a route has to send; both are committed together.</summary>
internal sealed class RouteMatcher(Journal journal, DeliveryStore deliveries)
{
    private const int PageSize = 500;

    /// <summary>The publications of an environment.</summary>
    public static JournalFilter Publications(Scope scope) => new(scope.Mission, scope.Environment, HubKinds.ProductPublished.Name);

    /// <summary>Matches the next page of publications against a route, from the route's own place; false when there was none.</summary>
    public async Task<bool> MatchAsync(StandingRoute standing, CancellationToken ct) =>
        await journal.ConsumeAsync(standing.Key.Consumer, Publications(standing.Scope), PageSize, async (work, page) =>
        {
            var products = await ProductCatalogue.FindAllAsync(work, [.. page.Select(SubscriptionMatcher.ProductOf)], ct);
            var taken = new List<(Product, long)>();
            foreach (var entry in page)
            {
                if (products.TryGetValue(SubscriptionMatcher.ProductOf(entry), out var product) && standing.Route.Takes(product))
                    taken.Add((product, entry.Seq));
            }
            if (taken.Count > 0)
                await deliveries.QueueAsync(work, standing.Key, taken, ct);
        }, ct) > 0;
}
