using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What subscriptions are made of.</summary>
internal static class SubscriptionServices
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, Settings settings) => services
        .AddSingleton(SubscriptionOptions.From(settings))
        .AddSingleton<SubscriptionStore>()
        .AddSingleton<NotificationStore>()
        .AddSingleton<PushStore>()
        .AddSingleton<PushTargets>()
        .AddSingleton<Notifier>()
        .AddSingleton<SubscriptionSecrets>()
        .AddSingleton<SubscriptionDesk>()
        .AddSingleton<SubscriptionViews>()
        .AddSingleton<SubscriptionMatcher>()
        .AddSingleton<SubscriptionFigures>()
        .AddSingleton<PushWorker>()
        .AddHostedService<MatchingDuty>()
        .AddHostedService<PushDuty>()
        .AddHostedService<SubscriptionTidying>();
}
