using System.Text.Json;

namespace Gantry.Hub;

/// <summary>What a client asks for when it subscribes.</summary>
internal sealed record SubscriptionRequest(string? Filter, string? Endpoint, string? User, string? Password)
{
    // Some clients send the whole option.
    private const string OptionPrefix = "$filter=";

    // Known elsewhere and without a meaning here: what is published here is online, and nobody goes before others.
    private static readonly string[] _ignored = ["StageOrder", "Priority", "Id", "SubmissionDate", "LastNotificationDate"];

    private static readonly string[] _known =
        ["FilterParam", "NotificationEndpoint", "NotificationEpUsername", "NotificationEpPassword", "Status", "SubscriptionEvent", .. _ignored];

    /// <summary>Reads the interface's form. An unknown property is refused: a filter under a misspelt name would subscribe to everything.</summary>
    public static Result<SubscriptionRequest> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return SubscriptionFaults.BadSubscription("the body is not a JSON object");
        string? filter = null, endpoint = null, user = null, password = null;
        foreach (var property in body.EnumerateObject())
        {
            var isText = property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
            // Some clients write names with a small letter first.
            switch (Array.Find(_known, name => name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) ?? property.Name)
            {
                case "FilterParam" when isText: filter = property.Value.GetString(); break;
                case "NotificationEndpoint" when isText: endpoint = property.Value.GetString(); break;
                case "NotificationEpUsername" when isText: user = property.Value.GetString(); break;
                case "NotificationEpPassword" when isText: password = property.Value.GetString(); break;
                case "FilterParam" or "NotificationEndpoint" or "NotificationEpUsername" or "NotificationEpPassword":
                    return SubscriptionFaults.BadSubscription($"{property.Name} is not a text");
                case "Status" when !IsRunning(property.Value):
                    return SubscriptionFaults.BadSubscription("a subscription begins as running; pause it afterwards");
                case "SubscriptionEvent" when !Events(property.Value).Contains("created", StringComparer.OrdinalIgnoreCase):
                    return SubscriptionFaults.BadSubscription("the event that is told here is 'created'");
                case "Status" or "SubscriptionEvent":
                    break;
                case var name when name.StartsWith('@') || _ignored.Contains(name):
                    break;
                default:
                    return SubscriptionFaults.BadSubscription(
                        $"there is no property '{property.Name}'; there are FilterParam, NotificationEndpoint, NotificationEpUsername and NotificationEpPassword");
            }
        }
        return new SubscriptionRequest(filter, Blank(endpoint), Blank(user), Blank(password));
    }

    /// <summary>The filter without the words that some clients put before it.</summary>
    public string FilterText
    {
        get
        {
            var text = (Filter ?? "").Trim();
            var from = text.StartsWith("Products?", StringComparison.OrdinalIgnoreCase) ? text[9..] : text;
            return from.StartsWith(OptionPrefix, StringComparison.OrdinalIgnoreCase) ? from[OptionPrefix.Length..] : text;
        }
    }

    private static bool IsRunning(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (StatusWord.Read(value).TryGet(out var status, out _) && status == SubscriptionStatus.Running);

    private static IEnumerable<string?> Events(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ["created"],
        JsonValueKind.String => value.GetString()!.Split(',', StringSplitOptions.TrimEntries),
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()),
        _ => [],
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A status in any of the spellings that clients use: by word, by number, qualified, with one l or two.</summary>
internal static class StatusWord
{
    public static Result<SubscriptionStatus> Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Read(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt32(out var number) && Enum.IsDefined((SubscriptionStatus)number) => (SubscriptionStatus)number,
        _ => SubscriptionFaults.BadStatus(value.GetRawText()),
    };

    public static Result<SubscriptionStatus> Read(string text)
    {
        var word = text.Trim();
        if (word.EndsWith('\'') && word.IndexOf('\'', StringComparison.Ordinal) is var open && open < word.Length - 1)
            word = word[(open + 1)..^1];
        return word.ToLowerInvariant() switch
        {
            "running" or "0" => SubscriptionStatus.Running,
            "paused" or "1" => SubscriptionStatus.Paused,
            "cancelled" or "canceled" or "2" => SubscriptionStatus.Cancelled,
            _ => SubscriptionFaults.BadStatus(text),
        };
    }
}
