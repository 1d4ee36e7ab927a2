namespace Gantry.Hub;

/// <summary>What can be set about the Hub.</summary>
internal sealed record HubOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("hub.retention-interval", "60s", "How often products whose retention has ended are looked for.") { WrongWith = Checks.Duration },
        new("lake.sweep-interval", "1h", "How often the lake is swept of blobs that nothing names.") { WrongWith = Checks.Duration },
        new("lake.sweep-grace", "24h", "How old a blob must be before it is swept; longer than the longest upload.") { WrongWith = Checks.Duration },
        new("hub.downloads-at-once", "0", "How many downloads one principal may have at a time, on each node; 0 for any number.") { WrongWith = Checks.Number(0, 1_000_000) },
        new("hub.download-gigabytes", "0", "How many gigabytes one principal may take within hub.download-window, on each node; 0 for any number.") { WrongWith = Checks.Number(0, 1_000_000_000) },
        new("hub.download-window", "24h", "The time within which hub.download-gigabytes counts; it slides.") { WrongWith = Checks.Duration },
        new("hub.redirect-downloads", "false", "Whether clients are sent (307) to the S3 store for a product's bytes, by a link that is good for ten minutes.") { WrongWith = Checks.Flag },
    ];

    public TimeSpan RetentionInterval { get; init; }
    public TimeSpan SweepInterval { get; init; }
    public TimeSpan SweepGrace { get; init; }

    public int DownloadsAtOnce { get; init; }
    public long DownloadBytes { get; init; }
    public TimeSpan DownloadWindow { get; init; } = TimeSpan.FromDays(1);
    public bool RedirectsDownloads { get; init; }

    public static HubOptions From(Settings settings) => new()
    {
        RetentionInterval = settings.Duration("hub.retention-interval"),
        SweepInterval = settings.Duration("lake.sweep-interval"),
        SweepGrace = settings.Duration("lake.sweep-grace"),
        DownloadsAtOnce = settings.Number("hub.downloads-at-once"),
        DownloadBytes = settings.Number("hub.download-gigabytes") * 1_000_000_000L,
        DownloadWindow = settings.Duration("hub.download-window"),
        RedirectsDownloads = settings.Flag("hub.redirect-downloads"),
    };
}
