using System.Globalization;
using System.Text.Json;
using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>Queues of subscribers that ask by themselves: read, acknowledge, and how full they are.</summary>
internal static class PullDoor
{
    private const int LargestRead = 20;

    /// <summary>What acknowledges a notification and all before it: its place in the order of publication.</summary>
    public static string AckId(Notification notification) => notification.Seq.ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>The oldest notifications of a queue; they stay there until they are acknowledged.</summary>
    public static async Task<IResult> ReadAsync(
        string key, HttpContext http, SubscriptionDesk desk, NotificationStore queue, IDatabase database, IStandingRights rights, CancellationToken ct)
    {
        if (!(await FindAsync(key, http, desk, ct)).TryGet(out var subscription, out var fault))
            return fault.ToOData();
        var asked = http.Request.Query["$top"].ToString();
        var top = 1;
        if (asked.Length > 0 && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > LargestRead))
            return ODataFaults.BadQuery($"$top: from 1 to {LargestRead} notifications are read at once, not '{asked}'", 0).ToOData();
        var page = await queue.HeadAsync(subscription.Id, top, ct);
        var (products, owner) = await database.ReadAsync(async session => (
            await ProductCatalogue.FindAllAsync(session, [.. page.Select(n => n.Product)], ct),
            (await rights.FindAsync(session, [subscription.Owner], ct)).GetValueOrDefault(subscription.Owner)), ct);
        return ODataAnswer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var notification in page)
            {
                if (products.TryGetValue(notification.Product, out var product) && subscription.MayTell(owner, new(product.Mission, product.Environment)))
                    NotificationJson.WriteRead(json, subscription, notification, product);
                else
                    NotificationJson.WriteGone(json, subscription, notification);
            }
            json.WriteEndArray();
        });
    }

    /// <summary>Acknowledges a notification and all before it. Acknowledging again changes nothing.</summary>
    public static async Task<IResult> AcknowledgeAsync(
        string key, HttpContext http, SubscriptionDesk desk, NotificationStore queue, SubscriptionOptions options, CancellationToken ct)
    {
        if (!(await FindAsync(key, http, desk, ct)).TryGet(out var subscription, out var fault))
            return fault.ToOData();
        var given = http.Request.Query.FirstOrDefault(q => q.Key.Equals("$ackid", StringComparison.OrdinalIgnoreCase)).Value.ToString();
        if (given.Length != 16 || !long.TryParse(given, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seq))
            return SubscriptionFaults.BadAck(given).ToOData();
        var (acknowledged, left) = await queue.AcknowledgeAsync(subscription.Id, seq, ct);
        return ODataAnswer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("AckMessagesNum", acknowledged);
            json.WriteNumber("CurrentQueueLength", left);
            json.WriteNumber("MaxQueueLength", options.QueueLimit);
            json.WriteEndObject();
        });
    }

    /// <summary>One's own subscriptions that are not over, and how full their queues are.</summary>
    public static async Task<IResult> InfoAsync(HttpContext http, SubscriptionStore book, NotificationStore queue, SubscriptionOptions options, CancellationToken ct)
    {
        var (caller, place) = (http.Caller(), SubscriptionDoor.Place(http));
        var own = (await book.ListAsync(caller.Id, [], default, SubscriptionStore.LargestPage, ct))
            .Where(s => s.Status != SubscriptionStatus.Cancelled && (place.Mission is null || s.Scope == place)).ToList();
        var lengths = await queue.CountAsync([.. own.Select(s => s.Id)], ct);
        return ODataAnswer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var subscription in own)
                WriteInfo(json, subscription, lengths.GetValueOrDefault(subscription.Id), options);
            json.WriteEndArray();
        });
    }

    private static async Task<Result<Subscription>> FindAsync(string key, HttpContext http, SubscriptionDesk desk, CancellationToken ct)
    {
        if (!(await desk.FindAsync(http.Caller(), SubscriptionDoor.Place(http), key, ct)).TryGet(out var found, out var unknown))
            return unknown;
        // Reading acknowledges nothing, but a queue is its owner's: an operator who emptied it would be somebody's data loss.
        if (found.Owner != http.Caller().Id || found.Status == SubscriptionStatus.Cancelled)
            return SubscriptionFaults.NoSuch(key);
        return found.IsPush ? SubscriptionFaults.IsPush(found.Id) : found;
    }

    private static void WriteInfo(Utf8JsonWriter json, Subscription subscription, long length, SubscriptionOptions options)
    {
        json.WriteStartObject();
        json.WriteString("SubscriptionId", subscription.Id);
        json.WriteString("Status", subscription.Status.ToString().ToLowerInvariant());
        json.WriteString("SubscriptionType", subscription.IsPush ? "push" : "pull");
        json.WriteString("FilterParam", subscription.Filter);
        json.WriteNumber("CurrentQueueLength", length);
        json.WriteNumber("MaxQueueLength", options.QueueLimit);
        json.WriteEndObject();
    }
}
