using System.Text.Json;

namespace Gantry.Hub;

/// <summary>What subscribers are told: what the interface asks for at least, and the product as its door shows it.</summary>
internal static class NotificationJson
{
    private static readonly ODataShape _withAttributes = new([], ["Attributes"]);

    /// <summary>One notification as it is posted to an endpoint.</summary>
    public static byte[] Pushed(Subscription subscription, Notification notification, Product product, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", "$metadata#Notification/$entity");
            WriteFields(json, subscription, notification, product, at);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>One notification as it is read from a queue.</summary>
    public static void WriteRead(Utf8JsonWriter json, Subscription subscription, Notification notification, Product product)
    {
        json.WriteStartObject();
        WriteFields(json, subscription, notification, product, notification.QueuedAt);
        json.WriteString("AckId", PullDoor.AckId(notification));
        json.WriteEndObject();
    }

    /// <summary>A notification of a product that has been deleted since, or that its reader may no longer see: something to acknowledge.</summary>
    public static void WriteGone(Utf8JsonWriter json, Subscription subscription, Notification notification)
    {
        json.WriteStartObject();
        json.WriteString("NotificationId", notification.Id);
        json.WriteString("SubscriptionId", subscription.Id);
        json.WriteString("NotificationDate", SubscriptionJson.Date(notification.QueuedAt));
        json.WriteNull("value");
        json.WriteString("AckId", PullDoor.AckId(notification));
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Subscription subscription, Notification notification, Product product, DateTimeOffset at)
    {
        // The same at every try, so that a receiver can tell a repetition from news.
        json.WriteString("NotificationId", notification.Id);
        json.WriteString("SubscriptionEvent", "created");
        json.WriteString("SubscriptionId", subscription.Id);
        json.WriteString("ProductId", product.Id);
        json.WriteString("ProductName", product.Name);
        json.WriteString("NotificationDate", SubscriptionJson.Date(at));
        json.WritePropertyName("value");
        ODataJson.WriteProduct(json, product, _withAttributes, quicklooks: []);
    }
}
