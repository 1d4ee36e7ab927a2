namespace Gantry.Hub;

/// <summary>What subscriptions refuse, and the way out of it.</summary>
internal static class SubscriptionFaults
{
    public static Fault NoSuch(string id) => new(FaultKind.Missing, "hub.no_such_subscription",
        $"There is no subscription {id}, or you may not see it. 'gantry subscriptions ls' lists yours.");

    public static Fault IsCancelled(Guid id) => new(FaultKind.Conflict, "hub.subscription_cancelled",
        $"Subscription {id} was cancelled, which is for good. Make another one.");

    public static Fault BadFilter(OData.ODataProblem problem) => new(FaultKind.Invalid, "hub.bad_filter",
        $"The filter is not understood: {problem.Message} (at position {problem.Position}).");

    public static Fault BadSubscription(string complaint) => new(FaultKind.Invalid, "hub.bad_subscription",
        $"This is not a subscription: {complaint}.");

    public static Fault BadEndpoint(string address, string complaint) => new(FaultKind.Invalid, "hub.bad_endpoint",
        $"'{address}' cannot be told anything: {complaint}.");

    public static Fault NoStandingRight(string owner, Scope scope) => new(FaultKind.Denied, "hub.no_standing_right",
        $"{owner} holds no right of its own here to read products in {scope}, so there would be nobody to tell. Rights that come with an issuer's token end with it: let an administrator grant them, or use a service account.");

    public static Fault TooMany(string owner, int most) => new(FaultKind.Exhausted, "hub.too_many_subscriptions",
        $"{owner} has {most} subscriptions that are not cancelled, which is the most here. Cancel one, or let an operator raise subscriptions.most.");

    public static Fault SealedElsewhere(Guid id, string why) => new(FaultKind.Unavailable, "hub.password_sealed",
        $"The password for the endpoint of subscription {id} cannot be opened here ({why}). Make the subscription anew with its password.");

    public static Fault IsPush(Guid id) => new(FaultKind.Conflict, "hub.subscription_is_push",
        $"Subscription {id} is told at its endpoint and has no queue to read. Make one without an endpoint.");

    public static Fault IsPull(Guid id) => new(FaultKind.Conflict, "hub.subscription_is_pull",
        $"Subscription {id} has no endpoint that could be tried: its owner reads its queue.");

    public static Fault BadAck(string given) => new(FaultKind.Invalid, "hub.bad_ack",
        $"'{given}' is not an AckId. Take it from the answer of Read as it is.");

    public static Fault BadStatus(string given) => new(FaultKind.Invalid, "hub.bad_status",
        $"'{given}' is not a status; there are running, paused and cancelled.");
}
