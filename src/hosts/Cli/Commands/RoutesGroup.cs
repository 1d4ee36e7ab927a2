namespace Gantry.Cli;

/// <summary>Where files go, and how that stands.</summary>
internal sealed class RoutesGroup : VerbGroup
{
    public RoutesGroup() : base("routes", "Where files go: routes, their deliveries, and sending by hand.")
    {
        Add(new RoutesLsCommand());
        Add(new RoutesShowCommand());
        Add(new RoutesDeliveriesCommand());
        Add(new RoutesRetryCommand());
        Add(new RoutesDropCommand());
        Add(new RoutesSendCommand());
        Add(new RoutesPauseCommand());
        Add(new RoutesResumeCommand());
    }
}
