using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>Who took how much of what. Counted in memory and written down now and then, because a download must not wait for a write.</summary>
internal sealed class DownloadCounts(IDatabase database)
{
    private ConcurrentDictionary<Key, Counts> _counts = new();

    public void Add(Product product, string taker, long bytes, bool isCompleted) =>
        _counts.GetOrAdd(new(product.Scope, TallyKind.Of(product), taker), _ => new()).Add(bytes, isCompleted);

    /// <summary>Writes down what was counted since the last time.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
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
