using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>The numbers of attributes' names. They are given once and never change, so what was seen is remembered.</summary>
internal sealed class AttributeNames(IDatabase database)
{
    private readonly ConcurrentDictionary<(string, AttributeKind), long> _known = new();

    /// <summary>The number of each attribute's name and type; new ones are given theirs first.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(IReadOnlyList<ProductAttribute> attributes, CancellationToken ct)
    {
        var unknown = attributes.Select(a => (a.Name, Kind: a.Value.Kind())).Where(a => !_known.ContainsKey(a)).ToList();
        if (unknown.Count > 0)
            await LearnAsync(unknown, ct);
        return [.. attributes.Select(a => _known[(a.Name, a.Value.Kind())])];
    }

    // In a unit of its own: should the product come to nothing, a name that nobody bears does no harm.
    private async Task LearnAsync(List<(string Name, AttributeKind Kind)> unknown, CancellationToken ct)
    {
        var learnt = await database.WriteAsync(async work =>
        {
            // The stamp makes writers follow one another, so that no two give the same number.
            await work.StampAsync(ct);
            var numbers = new List<long>();
            foreach (var (name, kind) in unknown)
            {
                await work.ExecuteAsync(
                    $"""
                     insert into hub_attribute_name (id, name, kind)
                     select coalesce(max(id), 0) + 1, {name}, {kind.ToString()} from hub_attribute_name where 1 = 1
                     on conflict (name, kind) do nothing
                     """, ct);
                numbers.Add(await work.FirstAsync(
                    $"select id from hub_attribute_name where name = {name} and kind = {kind.ToString()}", row => row.Number(0), ct));
            }
            return numbers;
        }, ct);
        for (var i = 0; i < unknown.Count; i++)
            _known[unknown[i]] = learnt[i];
    }
}
