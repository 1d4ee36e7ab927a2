using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry;

/// <summary>A kind of journal entry: its stable name, and what it says. Each area lists its own; docs/reference/events.md is made from them.</summary>
public sealed record EntryKind(string Name, string Meaning);

/// <summary>One thing that happened, before it has its place in the journal.</summary>
public sealed record Entry(
    Guid Id, EntryKind Kind, string? Mission, string? Environment, string Subject, string Principal, string Data)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="kind">What kind of thing happened.</param>
    /// <param name="where">The mission and environment it happened in, or <see cref="Scope.Everywhere"/>.</param>
    /// <param name="subject">The thing it happened to, as a path: <c>products/&lt;id&gt;</c>.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="data">What else there is to know; becomes the JSON of the entry.</param>
    public static Entry Of(EntryKind kind, Scope where, string subject, string by, object data) =>
        new(Guid.CreateVersion7(), kind, where.Mission, where.Environment, subject, by, JsonSerializer.Serialize(data, _json));
}

/// <summary>An entry as the journal keeps it: with its place in the total order and its time.</summary>
public sealed record JournalEntry(
    long Seq, Guid Id, string Kind, string? Mission, string? Environment, string Subject, string Principal,
    DateTimeOffset Time, string Data)
{
    /// <summary>The entry's data as JSON.</summary>
    public JsonNode DataNode() => JsonNode.Parse(Data)!;
}

/// <summary>Where something stands or happens: a mission, an environment of it, or neither.</summary>
public readonly record struct Scope(string? Mission, string? Environment)
{
    /// <summary>The platform itself, outside any mission.</summary>
    public static readonly Scope Everywhere;

    public override string ToString() => Environment is null ? Mission ?? "the platform" : $"{Mission}/{Environment}";
}
