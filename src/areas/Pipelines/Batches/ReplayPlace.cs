using System.Text.Json;

namespace Gantry.Pipelines;

/// <summary>A product that waits for the others of its set.</summary>
/// <param name="Set">Which of the pipeline's sets.</param>
internal sealed record Waiting(int Set, string Member, string Type, Guid Product, DateTimeOffset At);

/// <summary>How far a replay is: behind which product, up to which time, and what waits for others.</summary>
internal sealed record ReplayPlace(long After, DateTimeOffset At, IReadOnlyList<Waiting> Waiting)
{
    public string ToText() => JsonSerializer.Serialize(this);

    public static ReplayPlace Of(Batch batch) =>
        batch.Position.Length > 0 ? JsonSerializer.Deserialize<ReplayPlace>(batch.Position)! : new(0, batch.Asked.Since!.Value.AddMilliseconds(-1), []);

    /// <summary>A product joins a set; the products of the set where it was the last.</summary>
    public (ReplayPlace Place, IReadOnlyList<Guid>? Set) Join(Trigger.OfProducts trigger, Waiting one)
    {
        bool IsOfSet(Waiting other) => other.Set == one.Set && other.Member == one.Member;
        var kept = Waiting.Where(w => w.Set != one.Set || w.At >= one.At - trigger.Within).Append(one).ToList();
        var first = kept.Where(IsOfSet).GroupBy(w => w.Type).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        if (first.Count < trigger.Types.Count)
            return (this with { Waiting = kept }, null);
        kept.RemoveAll(first.Values.Contains);
        return (this with { Waiting = kept }, [.. trigger.Types.Select(type => first[type].Product)]);
    }
}
