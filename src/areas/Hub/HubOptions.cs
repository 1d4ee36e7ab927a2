namespace Gantry.Hub;

/// <summary>What can be set about the Hub.</summary>
internal sealed record HubOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("hub.retention-interval", "60s", "How often products whose retention has ended are looked for.") { WrongWith = Checks.Duration },
        new("lake.sweep-interval", "1h", "How often the lake is swept of blobs that nothing names.") { WrongWith = Checks.Duration },
        new("lake.sweep-grace", "24h", "How old a blob must be before it is swept; longer than the longest upload.") { WrongWith = Checks.Duration },
    ];

    public TimeSpan RetentionInterval { get; init; }
    public TimeSpan SweepInterval { get; init; }
    public TimeSpan SweepGrace { get; init; }

    public static HubOptions From(Settings settings) => new()
    {
        RetentionInterval = settings.Duration("hub.retention-interval"),
        SweepInterval = settings.Duration("lake.sweep-interval"),
        SweepGrace = settings.Duration("lake.sweep-grace"),
    };
}
