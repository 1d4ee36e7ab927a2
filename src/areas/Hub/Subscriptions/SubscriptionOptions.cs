using System.Net;

namespace Gantry.Hub;

/// <summary>What can be set about subscriptions.</summary>
internal sealed record SubscriptionOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("subscriptions.private-targets", null, "Networks that are not public and may be notified all the same, such as 10.1.0.0/16,127.0.0.1/32; none when left out.") { WrongWith = WrongWithNetworks },
        new("subscriptions.most", "100", "How many subscriptions that are not cancelled one principal may have.") { WrongWith = Checks.Number(1, 100_000) },
        new("subscriptions.push-parallel", "16", "How many subscribers one node notifies at a time.") { WrongWith = Checks.Number(1, 1000) },
        new("subscriptions.push-rate", "20", "How many notifications a second one subscriber is sent at most, also when it catches up.") { WrongWith = Checks.Number(1, 10_000) },
        new("subscriptions.push-timeout", "15s", "How long a subscriber may take to answer.") { WrongWith = Checks.Duration },
        new("subscriptions.push-backoff", "10s", "How long to wait after a failure; each further wait is twice as long.") { WrongWith = Checks.Duration },
        new("subscriptions.push-attempts", "8", "After how many failures in a row an endpoint is parked.") { WrongWith = Checks.Number(1, 1000) },
        new("subscriptions.parked-retry", "5m", "How often a parked endpoint is tried.") { WrongWith = Checks.Duration },
        new("subscriptions.keep", "30d", "How long a notification waits for its subscriber before it is dropped.") { WrongWith = Checks.Duration },
        new("subscriptions.keep-attempts", "30d", "How long the record of an attempt is kept.") { WrongWith = Checks.Duration },
        new("subscriptions.queue-limit", "100000", "How many notifications a queue holds that its subscriber reads by itself; the oldest are dropped.") { WrongWith = Checks.Number(1, 10_000_000) },
        new("subscriptions.tidy-interval", "60s", "How often what is too old or too much is dropped.") { WrongWith = Checks.Duration },
    ];

    public IReadOnlyList<IPNetwork> PrivateTargets { get; init; } = [];
    public int Most { get; init; } = 100;
    public int PushParallel { get; init; } = 16;
    public int PushRate { get; init; } = 20;
    public TimeSpan PushTimeout { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan PushBackoff { get; init; } = TimeSpan.FromSeconds(10);
    public int PushAttempts { get; init; } = 8;
    public TimeSpan ParkedRetry { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);
    public TimeSpan KeepAttempts { get; init; } = TimeSpan.FromDays(30);
    public int QueueLimit { get; init; } = 100_000;
    public TimeSpan TidyInterval { get; init; } = TimeSpan.FromMinutes(1);

    public static SubscriptionOptions From(Settings settings) => new()
    {
        PrivateTargets = [.. Words(settings.Find("subscriptions.private-targets")).Select(word => IPNetwork.Parse(word))],
        Most = settings.Number("subscriptions.most"),
        PushParallel = settings.Number("subscriptions.push-parallel"),
        PushRate = settings.Number("subscriptions.push-rate"),
        PushTimeout = settings.Duration("subscriptions.push-timeout"),
        PushBackoff = settings.Duration("subscriptions.push-backoff"),
        PushAttempts = settings.Number("subscriptions.push-attempts"),
        ParkedRetry = settings.Duration("subscriptions.parked-retry"),
        Keep = settings.Duration("subscriptions.keep"),
        KeepAttempts = settings.Duration("subscriptions.keep-attempts"),
        QueueLimit = settings.Number("subscriptions.queue-limit"),
        TidyInterval = settings.Duration("subscriptions.tidy-interval"),
    };

    private static string? WrongWithNetworks(string value) =>
        Words(value).FirstOrDefault(word => !IPNetwork.TryParse(word, out _)) is { } wrong
            ? $"holds '{wrong}', which is not a network such as 10.1.0.0/16; its host bits must be zero"
            : null;

    private static string[] Words(string? value) => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
