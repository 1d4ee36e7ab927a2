using System.Text.Json.Nodes;

namespace Gantry.Api;

/// <summary>A journal entry in the shape of a CloudEvent (1.0), with Gantry's extensions.</summary>
public sealed record JournalEntryView(
    string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype,
    long Sequence, string? Mission, string? Environment, string Principal, JsonNode Data);
