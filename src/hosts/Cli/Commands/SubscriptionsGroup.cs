namespace Gantry.Cli;

/// <summary>Who is told of what is published.</summary>
internal sealed class SubscriptionsGroup : VerbGroup
{
    public SubscriptionsGroup() : base("subscriptions", "Who is told of what is published: your own subscriptions, and those you manage.")
    {
        Add(new SubscriptionsLsCommand());
        Add(new SubscriptionsShowCommand());
        Add(new SubscriptionsCreateCommand());
        Add(new SubscriptionsChangeCommand("pause", "Pause a subscription: nothing is queued until it is resumed.", (client, id, ct) => client.PauseSubscriptionAsync(id, ct)));
        Add(new SubscriptionsChangeCommand("resume", "Resume a paused subscription.", (client, id, ct) => client.ResumeSubscriptionAsync(id, ct)));
        Add(new SubscriptionsChangeCommand("retry", "Try its endpoint now, and what it refused once more.", (client, id, ct) => client.RetrySubscriptionAsync(id, ct)));
        Add(new SubscriptionsChangeCommand("cancel", "End a subscription for good.", (client, id, ct) => client.CancelSubscriptionAsync(id, ct)));
    }
}
