using System.Globalization;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Writes subscriptions the way the interface's clients read them. The password is never among it.</summary>
internal static class SubscriptionJson
{
    public const string OneContext = "$metadata#OData.CSC.Subscription";

    public static void WritePage(Utf8JsonWriter json, IEnumerable<Subscription> subscriptions, string? nextLink)
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", "$metadata#Subscriptions");
        json.WriteStartArray("value");
        foreach (var subscription in subscriptions)
            WriteOne(json, subscription, null);
        json.WriteEndArray();
        if (nextLink is not null)
            json.WriteString("@odata.nextLink", nextLink);
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, Subscription subscription, string? context)
    {
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        json.WriteString("Id", subscription.Id);
        json.WriteString("Status", subscription.Status.ToString().ToLowerInvariant());
        json.WriteStartArray("SubscriptionEvent");
        json.WriteStringValue("created");
        json.WriteEndArray();
        json.WriteString("FilterParam", subscription.Filter);
        json.WriteString("NotificationEndpoint", subscription.Endpoint?.Address);
        json.WriteString("NotificationEpUsername", subscription.Endpoint?.User);
        json.WriteString("SubmissionDate", Date(subscription.SubmittedAt));
        if (subscription.NotifiedAt is { } told)
            json.WriteString("LastNotificationDate", Date(told));
        else
            json.WriteNull("LastNotificationDate");
        json.WriteEndObject();
    }

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
