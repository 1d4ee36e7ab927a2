using System.Text.Json.Nodes;

namespace Gantry.Hub;

/// <summary>
/// Where the journal tells of files by name or digest: arrivals, quarantine, sources, routes. Of products it tells under
/// their own subject, and that is found without this. Written behind the journal, so nobody waits for it.
/// </summary>
internal sealed class TraceStore(IDatabase database, Journal journal)
{
    private const string Consumer = "hub.trace";
    private const int PageSize = 500;

    private static readonly JournalFilter _entries = new(Kind: "hub.*");

    /// <summary>Notes the next page of entries; false when there was none.</summary>
    public async Task<bool> NoteAsync(CancellationToken ct) =>
        await journal.ConsumeAsync(Consumer, _entries, PageSize, async (work, page) =>
        {
            foreach (var some in page.Select(Row).OfType<SqlText>().Chunk(100))
                await work.ExecuteAsync(
                    $"insert into hub_trace (seq, mission, environment, name, digest, product) values {SqlText.Join(", ", some)} on conflict (seq) do nothing", ct);
        }, ct) > 0;

    /// <summary>The places of what is told of a name, or of bytes.</summary>
    public Task<List<long>> FindAsync(Scope scope, string? name, Digest? digest, int limit, CancellationToken ct)
    {
        var which = digest is { } bytes ? SqlText.Of($"digest = {bytes}") : SqlText.Of($"name = {name}");
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select seq from hub_trace where mission = {scope.Mission} and environment = {scope.Environment} and {which} order by seq limit {limit}
             """, row => row.Number(0), ct), ct);
    }

    /// <summary>The places of what is told of these products elsewhere than under their own subject.</summary>
    public Task<List<long>> OfProductsAsync(IReadOnlyCollection<Guid> products, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select seq from hub_trace where product in {products.Select(id => id.ToString("D")).ToList()} order by product, seq limit {limit}", row => row.Number(0), ct), ct);

    private static SqlText? Row(JournalEntry entry)
    {
        if (entry.Mission is null || entry.Environment is null || entry.Subject.StartsWith("products/", StringComparison.Ordinal))
            return null;
        var data = entry.DataNode() as JsonObject;
        var name = Text(data, "name") ?? (data?["products"] is JsonArray { Count: 1 } one ? Text(one[0]) : null) ?? Text(data, "path")?.Split('/')[^1];
        var (digest, product) = (Text(data, "sha256"), Text(data, "product"));
        return name is null && digest is null && product is null
            ? null
            : SqlText.Of($"({entry.Seq}, {entry.Mission}, {entry.Environment}, {name}, {digest}, {product})");
    }

    private static string? Text(JsonObject? data, string key) => Text(data?[key]);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
