namespace Gantry.Hub;

/// <summary>What can be set about the Hub.</summary>
internal sealed record HubOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("hub.retention-interval", "60s", "How often products whose retention has ended are looked for.") { WrongWith = Checks.Duration },
        new("sources.folders", null, "The folders of this machine that missions may read files from, and delete them there, with all below them; absolute, separated by commas. Without it only exchange folders are read.") { WrongWith = AbsoluteFolders },
        new("exchange.folder", null, "Where hosted applications have their inboxes and outboxes; 'exchange' in the data folder when left out.") { WrongWith = AbsoluteFolders },
        new("lake.sweep-interval", "1h", "How often the lake is swept of blobs that nothing names.") { WrongWith = Checks.Duration },
        new("lake.sweep-grace", "24h", "How old a blob must be before it is swept; longer than the longest upload.") { WrongWith = Checks.Duration },
        new("hub.downloads-at-once", "0", "How many downloads one principal may have at a time, on each node; 0 for any number.") { WrongWith = Checks.Number(0, 1_000_000) },
        new("hub.download-gigabytes", "0", "How many gigabytes one principal may take within hub.download-window, on each node; 0 for any number.") { WrongWith = Checks.Number(0, 1_000_000_000) },
        new("hub.download-window", "24h", "The time within which hub.download-gigabytes counts; it slides.") { WrongWith = Checks.Duration },
        new("hub.downloads-kept", "365d", "How long it is known who downloaded which product, for its trace.") { WrongWith = Checks.Duration },
        new("hub.redirect-downloads", "false", "Whether clients are sent (307) to the S3 store for a product's bytes, by a link that is good for ten minutes.") { WrongWith = Checks.Flag },
    ];

    public TimeSpan RetentionInterval { get; init; }
    public TimeSpan SweepInterval { get; init; }
    public TimeSpan SweepGrace { get; init; }

    public int DownloadsAtOnce { get; init; }
    public long DownloadBytes { get; init; }
    public TimeSpan DownloadWindow { get; init; } = TimeSpan.FromDays(1);
    public TimeSpan DownloadsKept { get; init; } = TimeSpan.FromDays(365);
    public bool RedirectsDownloads { get; init; }

    /// <summary>Below which folders of this machine missions may read.</summary>
    public IReadOnlyList<string> SourceFolders { get; init; } = [];

    public string ExchangeFolder { get; init; } = "";

    public static HubOptions From(Settings settings) => new()
    {
        RetentionInterval = settings.Duration("hub.retention-interval"),
        SweepInterval = settings.Duration("lake.sweep-interval"),
        SweepGrace = settings.Duration("lake.sweep-grace"),
        DownloadsAtOnce = settings.Number("hub.downloads-at-once"),
        DownloadBytes = settings.Number("hub.download-gigabytes") * 1_000_000_000L,
        DownloadWindow = settings.Duration("hub.download-window"),
        DownloadsKept = settings.Duration("hub.downloads-kept"),
        RedirectsDownloads = settings.Flag("hub.redirect-downloads"),
        SourceFolders = [.. (settings.Find("sources.folders") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)],
        ExchangeFolder = ExchangeFolderOf(settings),
    };

    public static string ExchangeFolderOf(Settings settings) =>
        Path.GetFullPath(settings.Find("exchange.folder") ?? Path.Combine(settings.FindNamed("data.folder") ?? ".", "exchange"));

    private static string? AbsoluteFolders(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries).All(Path.IsPathRooted) ? null : "is not a folder from the root of the file system on";
}
