using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>Who took how much of what, by kind and by product. Counted in memory and written down now and then, because a download must not wait for a write.</summary>
internal sealed class DownloadCounts(IDatabase database, TimeProvider clock)
{
    private const int ForgottenAtOnce = 500;

    private ConcurrentDictionary<Key, Counts> _counts = new();
    private ConcurrentDictionary<(Guid Product, string Taker), Counts> _products = new();

    public void Add(Product product, string taker, long bytes, bool isCompleted)
    {
        _counts.GetOrAdd(new(product.Scope, TallyKind.Of(product), taker), _ => new()).Add(bytes, isCompleted);
        _products.GetOrAdd((product.Id, taker), _ => new()).Add(bytes, isCompleted);
    }

    /// <summary>Who took these products.</summary>
    public Task<List<ProductTaken>> OfProductsAsync(IReadOnlyCollection<Guid> products, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select product, taker, bytes, completed, failed, first_at, last_at from hub_taken
             where product in {products.Select(id => id.ToString("D")).ToList()} order by product, taker limit {limit}
             """, row => new ProductTaken(row.Id(0), row.Text(1), row.Number(2), row.Number(3), row.Number(4), row.Time(5), row.Time(6)), ct), ct);

    /// <summary>Forgets downloads that were long ago.</summary>
    public async Task ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        int gone;
        do
        {
            gone = await database.WriteAsync(work => work.ExecuteAsync(
                $"""
                 delete from hub_taken where (product, taker) in
                     (select product, taker from hub_taken where last_at < {before} order by last_at limit {ForgottenAtOnce})
                 """, ct), ct);
        }
        while (gone == ForgottenAtOnce);
    }

    /// <summary>Writes down what was counted since the last time.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await FlushProductsAsync(ct);
        var counted = Interlocked.Exchange(ref _counts, new());
        // In one order everywhere, so that nodes that write the same rows do not wait for one another in a circle.
        var rows = counted.Where(c => !c.Value.IsNone).OrderBy(c => c.Key.ToString(), StringComparer.Ordinal).ToList();
        try
        {
            foreach (var some in rows.Chunk(200))
                await database.WriteAsync(work => work.ExecuteAsync(
                    $"""
                     insert into hub_download (mission, environment, product_type, platform, serial, taker, bytes, completed, failed)
                     values {SqlText.Join(", ", some.Select(row => Row(row.Key, row.Value)))}
                     on conflict (mission, environment, product_type, platform, serial, taker) do update set
                         bytes = hub_download.bytes + excluded.bytes, completed = hub_download.completed + excluded.completed,
                         failed = hub_download.failed + excluded.failed
                     """, ct), ct);
        }
        catch (StateUnavailableException)
        {
            foreach (var (key, counts) in rows)
                _counts.GetOrAdd(key, _ => new()).Add(counts);
            throw;
        }
    }

    private async Task FlushProductsAsync(CancellationToken ct)
    {
        var counted = Interlocked.Exchange(ref _products, new());
        var rows = counted.Where(c => !c.Value.IsNone).OrderBy(c => (c.Key.Product, c.Key.Taker)).ToList();
        var now = clock.GetUtcNow();
        var written = 0;
        try
        {
            foreach (var some in rows.Chunk(200))
            {
                await database.WriteAsync(work => work.ExecuteAsync(
                    $"""
                     insert into hub_taken (product, taker, bytes, completed, failed, first_at, last_at)
                     values {SqlText.Join(", ", some.Select(row => SqlText.Of(
                         $"({row.Key.Product}, {row.Key.Taker}, {row.Value.Bytes}, {row.Value.Completed}, {row.Value.Failed}, {now}, {now})")))}
                     on conflict (product, taker) do update set bytes = hub_taken.bytes + excluded.bytes,
                         completed = hub_taken.completed + excluded.completed, failed = hub_taken.failed + excluded.failed, last_at = excluded.last_at
                     """, ct), ct);
                written += some.Length;
            }
        }
        catch (StateUnavailableException)
        {
            foreach (var (key, counts) in rows.Skip(written))
                _products.GetOrAdd(key, _ => new()).Add(counts);
            throw;
        }
    }

    private static SqlText Row(Key key, Counts counts) => SqlText.Of(
        $"({key.Scope.Mission}, {key.Scope.Environment}, {key.Kind.ProductType}, {key.Kind.Platform}, {key.Kind.Serial}, {key.Taker}, {counts.Bytes}, {counts.Completed}, {counts.Failed})");

    private readonly record struct Key(Scope Scope, TallyKind Kind, string Taker);

    private sealed class Counts
    {
        private long _bytes;
        private long _completed;
        private long _failed;

        public long Bytes => Interlocked.Read(ref _bytes);

        public long Completed => Interlocked.Read(ref _completed);

        public long Failed => Interlocked.Read(ref _failed);

        public bool IsNone => Bytes == 0 && Completed == 0 && Failed == 0;

        public void Add(long bytes, bool isCompleted)
        {
            Interlocked.Add(ref _bytes, bytes);
            Interlocked.Increment(ref isCompleted ? ref _completed : ref _failed);
        }

        public void Add(Counts other)
        {
            Interlocked.Add(ref _bytes, other.Bytes);
            Interlocked.Add(ref _completed, other.Completed);
            Interlocked.Add(ref _failed, other.Failed);
        }
    }
}

/// <summary>How often and how much of a product somebody took.</summary>
internal sealed record ProductTaken(
    Guid Product, string Taker, long Bytes, long Completed, long Failed, DateTimeOffset FirstAt, DateTimeOffset LastAt);
