using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Gantry's own door to subscriptions: with how each stands and what was tried.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup("/api/v1/subscriptions").WithTags("Subscriptions");
        subscriptions.MapGet("/", ListAsync).WithName("ListSubscriptions").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapPost("/", CreateAsync).WithName("CreateSubscription").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapGet("/{id}", FindAsync).WithName("FindSubscription").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapGet("/{id}/attempts", AttemptsAsync).WithName("ListPushAttempts").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapPost("/{id}/pause", PauseAsync).WithName("PauseSubscription").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapPost("/{id}/resume", ResumeAsync).WithName("ResumeSubscription").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapPost("/{id}/cancel", CancelAsync).WithName("CancelSubscription").NeedsSomewhere(Act.Subscribe);
        subscriptions.MapPost("/{id}/retry", RetryAsync).WithName("RetrySubscription").NeedsSomewhere(Act.Subscribe);
    }

    /// <summary>One's own subscriptions, and those one manages.</summary>
    private static async Task<Results<Ok<Page<SubscriptionView>>, ProblemHttpResult>> ListAsync(
        string? after, int? limit, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct)
    {
        Guid from = default;
        if (after is not null && !Guid.TryParseExact(after, "D", out from))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var page = await desk.ListAsync(http.Caller(), from, size, ct);
        return TypedResults.Ok(new Page<SubscriptionView>(await views.OfAsync(page, ct), page.Count == size ? page[^1].Id.ToString("D") : null));
    }

    /// <summary>Asks to be told of the products that a filter finds, from now on.</summary>
    private static async Task<Results<Created<SubscriptionView>, ProblemHttpResult>> CreateAsync(
        CreateSubscription request, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct)
    {
        if ((request.Mission is null) != (request.Environment is null))
            return SubscriptionFaults.BadSubscription("mission and environment go together; leave both out for everything you may read").ToProblem();
        var place = new Scope(request.Mission, request.Environment);
        if (request.Mission is not null && !http.Caller().May(Act.Subscribe, place))
            return WebFaults.Denied(http.Caller(), Act.Subscribe, place).ToProblem();
        var wish = new SubscriptionRequest(request.Filter, request.Endpoint, request.EndpointUser, request.EndpointPassword);
        return (await desk.CreateAsync(http.Caller(), place, wish, ct)).TryGet(out var made, out var fault)
            ? TypedResults.Created($"/api/v1/subscriptions/{made.Id:D}", (await views.OfAsync([made], ct))[0])
            : fault.ToProblem();
    }

    /// <summary>One subscription and how it stands.</summary>
    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct) =>
        await AnswerAsync(await desk.FindAsync(http.Caller(), Scope.Everywhere, id, ct), views, ct);

    /// <summary>Every try to tell it something, the newest first.</summary>
    private static async Task<Results<Ok<Page<PushAttemptView>>, ProblemHttpResult>> AttemptsAsync(
        string id, string? after, int? limit, HttpContext http, SubscriptionDesk desk, PushStore push, CancellationToken ct)
    {
        if (!(await desk.FindAsync(http.Caller(), Scope.Everywhere, id, ct)).TryGet(out var subscription, out var unknown))
            return unknown.ToProblem();
        Guid before = default;
        if (after is not null && !Guid.TryParseExact(after, "D", out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var page = await push.AttemptsAsync(subscription.Id, after is null ? null : before, size, ct);
        return TypedResults.Ok(new Page<PushAttemptView>(
            [.. page.Select(a => new PushAttemptView(a.Id, a.Notification, a.Product, a.Name, a.At, a.Status, (long)a.Duration.TotalMilliseconds, a.Error))],
            page.Count == size ? page[^1].Id.ToString("D") : null));
    }

    /// <summary>Pauses a subscription: nothing is queued until it is resumed.</summary>
    private static Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> PauseAsync(
        string id, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct) =>
        ChangeAsync(id, SubscriptionStatus.Paused, http, desk, views, ct);

    /// <summary>Resumes a paused subscription.</summary>
    private static Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> ResumeAsync(
        string id, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct) =>
        ChangeAsync(id, SubscriptionStatus.Running, http, desk, views, ct);

    /// <summary>Ends a subscription for good; what waited for it is dropped.</summary>
    private static Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> CancelAsync(
        string id, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct) =>
        ChangeAsync(id, SubscriptionStatus.Cancelled, http, desk, views, ct);

    /// <summary>Tries its endpoint now, and what it refused once more.</summary>
    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> RetryAsync(
        string id, HttpContext http, SubscriptionDesk desk, PushStore push, SubscriptionViews views, CancellationToken ct)
    {
        var found = await desk.FindAsync(http.Caller(), Scope.Everywhere, id, ct);
        if (found.TryGet(out var subscription, out _) && !await push.RetryAsync(subscription.Id, ct))
            return SubscriptionFaults.IsPull(subscription.Id).ToProblem();
        return await AnswerAsync(found, views, ct);
    }

    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> ChangeAsync(
        string id, SubscriptionStatus status, HttpContext http, SubscriptionDesk desk, SubscriptionViews views, CancellationToken ct) =>
        await AnswerAsync(await desk.ChangeAsync(http.Caller(), Scope.Everywhere, id, status, ct), views, ct);

    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> AnswerAsync(Result<Subscription> result, SubscriptionViews views, CancellationToken ct) =>
        result.TryGet(out var subscription, out var fault) ? TypedResults.Ok((await views.OfAsync([subscription], ct))[0]) : fault.ToProblem();
}
