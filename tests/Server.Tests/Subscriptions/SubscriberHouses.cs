using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Server.Tests.Subscriptions;

/// <summary>Houses whose subscribers may live on this machine and are not made to wait long.</summary>
public static class SubscriberHouses
{
    public static readonly (string, string)[] Settings =
        [("subscriptions.private-targets", "127.0.0.1/32"), ("subscriptions.push-backoff", "1s"), ("subscriptions.parked-retry", "1s"), ("subscriptions.push-attempts", "2"), ("subscriptions.push-rate", "1000")];

    public static void Configure(IServiceCollection services) => services.AddSingleton<ISecrets>(new ObedientSecrets());

    public static Task<House> StartAsync(params (string, string)[] more) => House.StartAsync([.. Settings, .. more], Configure);
}

public sealed class SubscriberSqliteHouse : SharedHouse
{
    protected override Task<House> StartAsync() => SubscriberHouses.StartAsync();
}

public sealed class SubscriberServersHouse : SharedHouse
{
    protected override async Task<House> StartAsync() => await SubscriberHouses.StartAsync(await House.ServersAsync());
}
