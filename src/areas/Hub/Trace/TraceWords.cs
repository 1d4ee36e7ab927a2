using System.Text.Json.Nodes;

namespace Gantry.Hub;

/// <summary>Journal entries in words, as a trace tells them.</summary>
internal static class TraceWords
{
    public static string Of(JournalEntry entry)
    {
        var data = new Words(entry.DataNode() as JsonObject ?? []);
        return entry.Kind switch
        {
            "hub.product_published" => $"published as {data["name"]}, {data["sizeBytes"]} bytes, by release {Short(data["release"])}",
            "hub.product_deleted" => $"deleted: {data["cause"]}",
            "hub.product_delivered" => $"delivered by {data["route"]} to {data["target"]} as {data["path"]}, {data["sizeBytes"]} bytes{With(", ", data["checksum"])}, at attempt {data["attempts"]}",
            "hub.route_dead" => $"given up by {entry.Subject} after {data["attempts"]} attempts: {data["reason"]}",
            "hub.delivery_requested" => $"asked of {entry.Subject} by hand",
            "hub.delivery_dropped" => $"not sent by {entry.Subject}: {data["reason"]}",
            "hub.notification_refused" => $"refused by the subscriber of {entry.Subject}: {data["error"]}",
            "hub.arrival_waiting" => $"arrived{With(" from ", data["source"])} and waits: {data["why"]}",
            "hub.arrival_taken_apart" => $"taken apart: the {data["members"]} files in it have arrived",
            "hub.arrival_quarantined" => $"arrived{With(" from ", data["source"])}, was refused and is kept in quarantine: {data["reason"]} ({data["code"]})",
            "hub.quarantine_released" => $"released from quarantine{With(" as ", data["as"])}{With(", accepting ", data["accepts"] is "Nothing" ? null : data["accepts"])}{With(": ", data["reason"])}",
            "hub.quarantine_dropped" => $"dropped from quarantine: {data["reason"]}",
            "hub.quarantine_fetched" => "its refused bytes were downloaded",
            "hub.source_file_failed" => $"put aside by {entry.Subject} ({data["path"]}): {data["reason"]}",
            "hub.source_files_retried" => $"tried again by {entry.Subject}",
            _ => data.ToString(),
        };
    }

    private static string With(string before, string? text) => string.IsNullOrEmpty(text) ? "" : before + text;

    private static string? Short(string? digest) => digest is { Length: > 12 } ? digest[..12] : digest;

    private sealed class Words(JsonObject data)
    {
        public string? this[string key] => data[key] is JsonValue value ? value.ToString() : null;

        public override string ToString() =>
            string.Join(", ", data.Where(pair => pair.Value is JsonValue).Select(pair => $"{pair.Key} {pair.Value}"));
    }
}
