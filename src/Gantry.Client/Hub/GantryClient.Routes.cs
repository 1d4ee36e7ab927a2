using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Routes of an environment, and what they send.</summary>
public sealed partial class GantryClient
{
    /// <summary>The routes of an environment and how they stand.</summary>
    public async Task<IReadOnlyList<RouteView>> RoutesAsync(string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<RouteView>>($"{EnvironmentPath(mission, environment)}/routes", ct)).Items;

    public Task<RouteView> RouteAsync(string mission, string environment, string route, CancellationToken ct = default) =>
        _sender.GetAsync<RouteView>(RoutePath(mission, environment, route), ct);

    /// <summary>The deliveries of a route: of one state, or all.</summary>
    public IAsyncEnumerable<DeliveryView> DeliveriesAsync(string mission, string environment, string route, string? state = null, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<DeliveryView>>(
            Paged.Query($"{RoutePath(mission, environment, route)}/deliveries", ("state", state), ("after", after), ("limit", 1000)), ct), ct);

    /// <summary>Makes a delivery once more.</summary>
    public Task<DeliveryView> RetryDeliveryAsync(string mission, string environment, string route, Guid delivery, CancellationToken ct = default) =>
        _sender.ChangeAsync<DeliveryView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/deliveries/{delivery:D}/retry", new { }, ct);

    /// <summary>Makes every dead delivery of a route once more.</summary>
    public Task<RetriedView> RetryDeadDeliveriesAsync(string mission, string environment, string route, CancellationToken ct = default) =>
        _sender.ChangeAsync<RetriedView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/retry", new { }, ct);

    /// <summary>Gives a delivery up; the reason goes into the journal.</summary>
    public Task<DeliveryView> DropDeliveryAsync(string mission, string environment, string route, Guid delivery, string reason, CancellationToken ct = default) =>
        _sender.ChangeAsync<DeliveryView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/deliveries/{delivery:D}/drop", new DropRequest(reason), ct);

    /// <summary>Sends a product by a route, whether or not it was sent before.</summary>
    public Task<DeliveryView> SendByRouteAsync(string mission, string environment, string route, string product, CancellationToken ct = default) =>
        _sender.ChangeAsync<DeliveryView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/send", new SendRequest(product), ct);

    public Task<RouteView> PauseRouteAsync(string mission, string environment, string route, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<RouteView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/pause", new PauseRequest(reason), ct);

    public Task<RouteView> ResumeRouteAsync(string mission, string environment, string route, CancellationToken ct = default) =>
        _sender.ChangeAsync<RouteView>(HttpMethod.Post, $"{RoutePath(mission, environment, route)}/resume", new { }, ct);

    private static string RoutePath(string mission, string environment, string route) =>
        $"{EnvironmentPath(mission, environment)}/routes/{Sender.Part("route", route)}";
}
