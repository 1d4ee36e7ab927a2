using System.Text.Json.Nodes;
using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Values as the interface shows them.</summary>
internal static class SampleViews
{
    public static TelemetrySample Of(Segment segment, KeptPacket packet, Cell cell) => Of(segment, packet.At, packet.Received, cell);

    public static TelemetrySample Of(Segment segment, DateTimeOffset at, DateTimeOffset received, Cell cell) =>
        new(cell.Leaf.Name, at, received, segment.Channel.Name, Json(cell.Value), Json(cell.Raw), Level(cell), State(cell), segment.Database.Digest.Hex,
            LimitWords.Broken(cell.Leaf.Type, cell.Value, cell.Level));

    public static string? Level(Cell cell) => cell.Level == ConcernLevel.Normal ? null : AlarmStore.Word(cell.Level);

    public static string? State(Cell cell) => cell.State == SampleState.Good ? null : cell.State.ToString().ToLowerInvariant();

    // What is no number in JSON is written as text: NaN, and what is longer than 53 bits is still exact as a number.
    public static JsonNode? Json(Value value) => value.Kind switch
    {
        ValueKind.None => null,
        ValueKind.Unsigned => JsonValue.Create(value.AsUnsigned),
        ValueKind.Signed => JsonValue.Create(value.AsSigned),
        ValueKind.Real when double.IsFinite(value.AsReal) => JsonValue.Create(value.AsReal),
        ValueKind.Duration => JsonValue.Create(value.AsDuration.ToSeconds()),
        _ => JsonValue.Create(value.ToString()),
    };
}
