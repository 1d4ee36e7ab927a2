namespace Gantry.Hub;

/// <summary>What routes refuse, and the way out of it.</summary>
internal static class RouteFaults
{
    public static Fault BadPath(string template, string complaint) => new(FaultKind.Invalid, "hub.bad_route_path",
        $"The path '{template}' cannot be used: {complaint}.");

    public static Fault NothingForHole(string product, string hole) => new(FaultKind.Invalid, "hub.route_path_unfilled",
        $"'{product}' has nothing for {{{hole}}} of the route's path. Change the path, or let the filter leave such products out.");

    public static Fault NoSuchRoute(RouteKey key) => new(FaultKind.Missing, "hub.no_such_route",
        $"There is no route '{key.Name}' in {key.Scope}. 'gantry routes {key.Scope}' lists those that there are.");

    public static Fault RouteNotStanding(RouteKey key) => new(FaultKind.Conflict, "hub.route_not_standing",
        $"The release that stands in {key.Scope} has no route '{key.Name}', or not for {key.Environment}; nothing can be sent by it. Its deliveries wait until it comes back.");

    public static Fault NoSuchDelivery(string id, RouteKey key) => new(FaultKind.Missing, "hub.no_such_delivery",
        $"Route '{key.Name}' of {key.Scope} has no delivery {id}.");

    public static Fault IsUnderWay(Guid id) => new(FaultKind.Conflict, "hub.delivery_under_way",
        $"Delivery {id} is being sent just now. Look again when it is through.");

    public static Fault NeedsReason() => new(FaultKind.Invalid, "hub.drop_needs_reason",
        "Giving a delivery up needs a reason, for the journal: send {\"reason\": \"…\"}.");

    public static Fault NoSuchState(string state) => new(FaultKind.Invalid, "hub.no_such_delivery_state",
        $"'{state}' is not a state of a delivery; there are {string.Join(", ", Enum.GetNames<DeliveryState>().Select(s => s.ToLowerInvariant()))}.");
}
