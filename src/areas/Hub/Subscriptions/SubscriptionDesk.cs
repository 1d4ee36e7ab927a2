namespace Gantry.Hub;

/// <summary>Takes what clients ask of subscriptions, at whichever door they ask.</summary>
internal sealed class SubscriptionDesk(
    SubscriptionStore book, SubscriptionSecrets secrets, PushTargets targets, IStandingRights rights, IDatabase database, SubscriptionOptions options)
{
    /// <summary>Makes a subscription to what is published from now on in a place, or wherever its owner may read.</summary>
    public async Task<Result<Subscription>> CreateAsync(Caller caller, Scope place, SubscriptionRequest request, CancellationToken ct)
    {
        var text = request.FilterText;
        // Everything is a wish too, and a plain one.
        if (!ProductTest.Read(text.Length == 0 ? "true" : text).TryGet(out var test, out var problem))
            return SubscriptionFaults.BadFilter(problem);
        if (request.Endpoint is { } address && targets.WrongWith(address) is { } complaint)
            return SubscriptionFaults.BadEndpoint(address, complaint);
        if (request.Endpoint is null && (request.User ?? request.Password) is not null)
            return SubscriptionFaults.BadSubscription("it has a name or password for an endpoint, but no NotificationEndpoint");
        if (request.User is null && request.Password is not null)
            return SubscriptionFaults.BadSubscription("it has a NotificationEpPassword, but no NotificationEpUsername");
        if (request.User?.Contains(':', StringComparison.Ordinal) == true)
            return SubscriptionFaults.BadSubscription("a NotificationEpUsername has no ':', which HTTP Basic could not carry");
        if (await StandsAsync(caller, place, ct) is { } fault)
            return fault;
        var id = Guid.CreateVersion7();
        var password = await secrets.SealAsync(id, request.Password, ct);
        var endpoint = request.Endpoint is null ? null : new Endpoint(request.Endpoint, request.User, password);
        var offered = new Subscription(
            id, caller.Id, caller.Name, place.Mission, place.Environment, caller.Narrowing, test.Filter.ToString(), endpoint, default);
        return await book.AddAsync(offered, options.Most, ct);
    }

    /// <summary>A subscription that the caller may see: its own, or one of those it manages.</summary>
    public async Task<Result<Subscription>> FindAsync(Caller caller, Scope place, string key, CancellationToken ct)
    {
        // Some clients put the key in quotes.
        if (!Guid.TryParseExact(key.Trim('\''), "D", out var id) || await book.FindAsync(id, ct) is not { } found)
            return SubscriptionFaults.NoSuch(key);
        var isOfPlace = place.Mission is null || place == found.Scope;
        return isOfPlace && (found.Owner == caller.Id || caller.May(Act.ManageSubscriptions, found.Scope)) ? found : SubscriptionFaults.NoSuch(key);
    }

    public async Task<Result<Subscription>> ChangeAsync(Caller caller, Scope place, string key, SubscriptionStatus status, CancellationToken ct)
    {
        if (!(await FindAsync(caller, place, key, ct)).TryGet(out var found, out var unknown))
            return unknown;
        return await book.DecideAsync(found.Id, caller.Name, (subscription, now) => subscription.Become(status, now), ct) ?? SubscriptionFaults.NoSuch(key);
    }

    /// <summary>The caller's own, and those it manages.</summary>
    public Task<List<Subscription>> ListAsync(Caller caller, Guid after, int limit, CancellationToken ct) =>
        book.ListAsync(caller.Id, caller.ScopesFor(Act.ManageSubscriptions), after, limit, ct);

    // The subscription outlives the request, so what counts is what its owner holds when nobody is calling.
    private async Task<Fault?> StandsAsync(Caller caller, Scope place, CancellationToken ct)
    {
        var standing = await database.ReadAsync(session => rights.FindAsync(session, [caller.Id], ct), ct);
        var owner = standing.GetValueOrDefault(caller.Id);
        var stands = owner is not null && (place.Mission is null ? owner.MaySomewhere(Act.ReadProduct) : owner.May(Act.ReadProduct, place));
        return stands ? null : SubscriptionFaults.NoStandingRight(caller.Name, place);
    }
}
