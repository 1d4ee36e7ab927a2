using Gantry.Api;

namespace Gantry.Hub;

/// <summary>A comparison of an environment's catalogue with the lake and the sources: how far it is, and what it found.</summary>
/// <param name="IsDeep">Whether every product's bytes are read.</param>
/// <param name="Repairs">Whether what is safe is repaired.</param>
internal sealed record Reconciliation(Guid Id, string Mission, string Environment, string AskedBy, DateTimeOffset AskedAt, bool IsDeep, bool Repairs)
{
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";

    public string State { get; init; } = Waiting;

    /// <summary>The claim of the worker that has it; a worker with another one must stop.</summary>
    public long Token { get; init; }

    /// <summary>The stage it is in; null before the first.</summary>
    public string? Stage { get; init; }

    /// <summary>How far the stage has come; null at its beginning.</summary>
    public string? Place { get; init; }

    public IReadOnlyDictionary<string, long> Looked { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, FoundCount> Found { get; init; } = new Dictionary<string, FoundCount>();

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Fault { get; init; }

    public Scope Scope => new(Mission, Environment);

    public string Subject => $"reconciliations/{Id}";

    /// <summary>The same with what another page of a stage brought.</summary>
    public Reconciliation With(string stage, StagePage page, IReadOnlyList<(Discrepancy Discrepancy, bool IsRepaired)> found)
    {
        var counts = Found.ToDictionary();
        foreach (var (discrepancy, isRepaired) in found)
            counts[discrepancy.Kind.Name] = counts.GetValueOrDefault(discrepancy.Kind.Name) + new FoundCount(1, isRepaired ? 1 : 0);
        foreach (var (kind, count) in page.Beyond)
            counts[kind.Name] = counts.GetValueOrDefault(kind.Name) + new FoundCount(count, 0);
        var looked = Looked.ToDictionary();
        looked[stage] = looked.GetValueOrDefault(stage) + page.Looked;
        return this with { Stage = stage, Place = page.Next, Looked = looked, Found = counts };
    }

    public ReconciliationView View() => new(
        Id, Mission, Environment, State, IsDeep, Repairs, AskedBy, AskedAt, StartedAt, EndedAt, State == Running ? Stage : null, Looked,
        [.. DiscrepancyKind.All.Where(k => Found.ContainsKey(k.Name)).Select(k => new FoundView(k.Name, Found[k.Name].Count, Found[k.Name].Repaired, k.IsWrong, k.Meaning))],
        Fault);
}

/// <summary>How many of a kind were found, and how many of them repaired.</summary>
internal readonly record struct FoundCount(long Count, long Repaired)
{
    public static FoundCount operator +(FoundCount one, FoundCount other) => new(one.Count + other.Count, one.Repaired + other.Repaired);
}
