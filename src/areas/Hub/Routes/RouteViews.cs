using Gantry.Api;

namespace Gantry.Hub;

/// <summary>Shows the routes of an environment: those that stand, and those that stood and have something left.</summary>
internal sealed class RouteViews(RouteBook book, RouteStore routes, DeliveryStore deliveries, TimeProvider clock)
{
    public async Task<IReadOnlyList<RouteView>> OfAsync(string mission, string environment, CancellationToken ct)
    {
        var standing = (await book.StandingAsync(mission, environment, ct)).ToDictionary(r => r.Route.Name, r => r.Route, StringComparer.Ordinal);
        var known = await routes.KnownAsync(mission, environment, ct);
        var backlog = await deliveries.BacklogAsync(mission, environment, ct);
        return [.. standing.Keys.Union(known.Keys).Order(StringComparer.Ordinal).Select(name => View(
            new(mission, environment, name), standing.GetValueOrDefault(name), known.GetValueOrDefault(name), backlog.GetValueOrDefault(name, RouteBacklog.None)))];
    }

    public static DeliveryView View(Delivery d) => new(
        d.Id, d.Route.Name, d.Product, d.Name, d.SizeBytes, d.State.ToString().ToLowerInvariant(), d.Attempts, d.QueuedAt, d.DueAt, d.Reason,
        d.Target, d.Receipt?.Path, d.Receipt?.SizeBytes, d.Receipt?.Checksum, d.DeliveredAt);

    private RouteView View(RouteKey key, Route? route, KnownRoute? known, RouteBacklog backlog)
    {
        var pause = known?.Pause;
        var state = route is null ? "withdrawn"
            : pause is not null ? "paused"
            : route.Window?.IsOpen(clock.GetUtcNow()) == false ? "closed"
            : "active";
        var hours = route?.Window is { } window ? $"{window.From:HH\\:mm}-{window.Until:HH\\:mm} UTC" : null;
        return new(
            key.Name, key.Mission, key.Environment, state, route?.Target.Shown, route is null ? null : route.IsOrdered ? "publication" : "any", hours,
            backlog.Waiting, backlog.Sending, backlog.Dead, known?.Delivered ?? 0, backlog.Oldest, known?.LastDeliveredAt,
            pause?.At, pause?.By, pause?.Reason);
    }
}
