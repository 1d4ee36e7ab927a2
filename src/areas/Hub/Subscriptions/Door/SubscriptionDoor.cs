using System.Text.Json;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Subscriptions at the standard door (PRIP, AUXIP): at the common one, and at that of each environment.</summary>
internal static class SubscriptionDoor
{
    private static readonly string[] _plurals = ["Subscriptions", "Subscription"];

    private static readonly (string Word, SubscriptionStatus Status)[] _verbs =
        [("Pause", SubscriptionStatus.Paused), ("Resume", SubscriptionStatus.Running), ("Cancel", SubscriptionStatus.Cancelled)];

    public static void MapSubscriptionDoor(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/odata/v1"), "", endpoint => endpoint.NeedsSomewhere(Act.Subscribe));
        Map(routes.MapGroup("/missions/{mission}/{environment}/odata/v1"), "OfEnvironment", endpoint => endpoint.Needs(Act.Subscribe));
    }

    // The plural is the contract; one server answers to the singular, and its clients should find us too.
    private static void Map(RouteGroupBuilder door, string suffix, Action<RouteHandlerBuilder> policy)
    {
        foreach (var set in _plurals)
        {
            var one = set + "({key})";
            Add(door.MapGet(set, ListAsync), "ODataSubscriptions");
            Add(door.MapPost(set, CreateAsync), "ODataSubscribe");
            Add(door.MapGet(one, FindAsync), "ODataSubscription");
            Add(door.MapPatch(one, ChangeAsync), "ODataChangeSubscription");
            Add(door.MapDelete(one, CancelAsync), "ODataDeleteSubscription");
            foreach (var (word, status) in _verbs)
            {
                Add(door.MapPost($"{one}/{word}", BecomeAsync(status)), $"OData{word}Subscription");
                Add(door.MapPost($"{one}/OData.CSC.{word}", BecomeAsync(status)), null);
            }
            Add(door.MapGet($"{one}/Read", PullDoor.ReadAsync), "ODataReadSubscription");
            Add(door.MapPost($"{one}/Ack", PullDoor.AcknowledgeAsync), "ODataAcknowledge");
            Add(door.MapGet($"{set}/Info", PullDoor.InfoAsync), "ODataSubscriptionInfo");

            void Add(RouteHandlerBuilder endpoint, string? name)
            {
                policy(endpoint.WithTags("OData"));
                if (name is null || set != _plurals[0])
                    endpoint.ExcludeFromDescription();
                else
                    endpoint.WithName(name + suffix);
            }
        }
    }

    /// <summary>One's own subscriptions, and those one manages.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, SubscriptionDesk desk, CancellationToken ct)
    {
        Guid after = default;
        if (http.Request.Query["$skiptoken"] is [{ } token] && !Guid.TryParseExact(token, "D", out after))
            return ODataFaults.BadQuery("$skiptoken: this is not one of ours; follow the @odata.nextLink as it is", 0).ToOData();
        var place = Place(http);
        var page = await desk.ListAsync(http.Caller(), after, SubscriptionStore.LargestPage, ct);
        var next = page.Count == SubscriptionStore.LargestPage ? $"Subscriptions?$skiptoken={page[^1].Id:D}" : null;
        return ODataAnswer.Ok(json => SubscriptionJson.WritePage(json, page.Where(s => place.Mission is null || s.Scope == place), next));
    }

    /// <summary>Asks to be told of the products that a filter finds, from now on.</summary>
    private static async Task<IResult> CreateAsync(HttpContext http, SubscriptionDesk desk, CancellationToken ct)
    {
        if (!(await BodyAsync(http, ct)).TryGet(out var body, out var unreadable))
            return unreadable.ToOData();
        if (!SubscriptionRequest.Read(body).TryGet(out var request, out var wrong))
            return wrong.ToOData();
        return (await desk.CreateAsync(http.Caller(), Place(http), request, ct)).TryGet(out var made, out var fault)
            ? new ODataAnswer(StatusCodes.Status201Created, json => SubscriptionJson.WriteOne(json, made, SubscriptionJson.OneContext))
            : fault.ToOData();
    }

    /// <summary>One subscription.</summary>
    private static async Task<IResult> FindAsync(string key, HttpContext http, SubscriptionDesk desk, CancellationToken ct) =>
        Answer(await desk.FindAsync(http.Caller(), Place(http), key, ct));

    /// <summary>Pauses, resumes or cancels a subscription by its Status.</summary>
    private static async Task<IResult> ChangeAsync(string key, HttpContext http, SubscriptionDesk desk, CancellationToken ct)
    {
        if (!(await BodyAsync(http, ct)).TryGet(out var body, out var unreadable))
            return unreadable.ToOData();
        if (body.ValueKind != JsonValueKind.Object
            || body.EnumerateObject().Where(p => !p.Name.StartsWith('@')).ToList() is not [{ Value: var given } only]
            || !only.Name.Equals("Status", StringComparison.OrdinalIgnoreCase))
            return SubscriptionFaults.BadSubscription("only Status can be changed; for anything else make another subscription").ToOData();
        return StatusWord.Read(given).TryGet(out var status, out var wrong)
            ? Answer(await desk.ChangeAsync(http.Caller(), Place(http), key, status, ct))
            : wrong.ToOData();
    }

    /// <summary>Cancels a subscription.</summary>
    private static async Task<IResult> CancelAsync(string key, HttpContext http, SubscriptionDesk desk, CancellationToken ct) =>
        (await desk.ChangeAsync(http.Caller(), Place(http), key, SubscriptionStatus.Cancelled, ct)).TryGet(out _, out var fault)
            ? Results.NoContent()
            : fault.ToOData();

    private static Func<string, HttpContext, SubscriptionDesk, CancellationToken, Task<IResult>> BecomeAsync(SubscriptionStatus status) =>
        async (key, http, desk, ct) => Answer(await desk.ChangeAsync(http.Caller(), Place(http), key, status, ct));

    private static ODataAnswer Answer(Result<Subscription> result) =>
        result.TryGet(out var subscription, out var fault)
            ? ODataAnswer.Ok(json => SubscriptionJson.WriteOne(json, subscription, SubscriptionJson.OneContext))
            : fault.ToOData();

    private static async Task<Result<JsonElement>> BodyAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, JsonSerializerOptions.Web, ct);
        }
        catch (JsonException e)
        {
            return SubscriptionFaults.BadSubscription($"the body is not JSON ({e.Message})");
        }
    }

    /// <summary>The environment whose door this is; nowhere in particular at the common one.</summary>
    public static Scope Place(HttpContext http) => new(http.Request.RouteValues["mission"] as string, http.Request.RouteValues["environment"] as string);
}
