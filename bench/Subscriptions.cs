using System.Diagnostics;
using System.Globalization;
using Gantry.Bench.Running;
using Gantry.Hub;

namespace Gantry.Bench;

/// <summary>
/// How many arrivals a second are matched against 100, 1,000 and 10,000 subscriptions, with their notifications queued
/// durably. Each arrival is wanted by five subscriptions, however many there are, so that what grows is the matching alone.
/// </summary>
internal sealed class Subscriptions : IBenchmark
{
    private const int Arrivals = 3_000;
    private const int WantedBy = 5;

    public string Name => "subscriptions";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        await foreach (var (name, database) in Engines.OpenAsync(scratch, postgres))
        {
            var (book, catalogue, journal) = (new SubscriptionStore(database), new ProductCatalogue(database), new Journal(database, TimeProvider.System));
            var matcher = new SubscriptionMatcher(journal, new NotificationStore(database, TimeProvider.System), new Everybody());
            double few = 0;
            var there = 0;
            foreach (var subscriptions in new[] { 100, 1_000, 10_000 })
            {
                for (; there < subscriptions; there++)
                    (await book.AddAsync(To(there), int.MaxValue, default)).OrThrow();
                await PublishAsync(catalogue, database, subscriptions, Arrivals / 10);
                await MatchAsync(matcher);
                await PublishAsync(catalogue, database, subscriptions, Arrivals);
                var watch = Stopwatch.StartNew();
                await MatchAsync(matcher);
                var rate = Arrivals / watch.Elapsed.TotalSeconds;
                var what = string.Create(CultureInfo.InvariantCulture, $"arrivals matched, {subscriptions:N0} subscriptions, {name}");
                if (few == 0)
                    few = rate;
                yield return rate == few
                    ? new Row(what, Row.Say(rate, "/s"), Goal: ">= 1,000 /s", IsMet: rate >= 1_000)
                    : Row.Compare(what, rate, "/s", "100 subscriptions", few, 0.5);
            }
        }
    }

    // Two things required of a name, as clients ask: a mission and a type. Each type is asked for five times.
    private static Subscription To(int number) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "bench", "bench", "ops", null,
        $"startswith(Name,'S1A_OPER') and contains(Name,'_{Type(number / WantedBy)}_')", null, default);

    private static string Type(int number) => "AUX" + number.ToString("X5", CultureInfo.InvariantCulture);

    private static async Task PublishAsync(ProductCatalogue catalogue, IDatabase database, int subscriptions, int count)
    {
        var since = await database.LastStampAsync(default);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            var id = Guid.CreateVersion7();
            var name = $"S1A_OPER_{Type(i % (subscriptions / WantedBy))}_POD__{id:N}.EOF";
            (await catalogue.PublishAsync(new(
                id, "bench", "ops", name, "AUX", new Blob(Digest.Of(name), "", 1), default, null, "bench", Digest.Of("release")), SameName.Refuse, null, since, ct)).OrThrow();
        });
    }

    private static async Task MatchAsync(SubscriptionMatcher matcher)
    {
        while (await matcher.MatchAsync(default))
        {
            // The next page.
        }
    }

    private sealed class Everybody : IStandingRights
    {
        public Task<IReadOnlyDictionary<Guid, Caller>> FindAsync(Session session, IReadOnlyCollection<Guid> principals, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<Guid, Caller>>(principals.ToDictionary(id => id, id => new Caller(id, "bench", [new(Role.Viewer, null, null)])));
    }
}
