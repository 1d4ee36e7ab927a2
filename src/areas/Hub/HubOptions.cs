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
    ];

    public TimeSpan RetentionInterval { get; init; }
    public TimeSpan SweepInterval { get; init; }
    public TimeSpan SweepGrace { get; init; }

    /// <summary>Below which folders of this machine missions may read.</summary>
    public IReadOnlyList<string> SourceFolders { get; init; } = [];

    public string ExchangeFolder { get; init; } = "";

    public static HubOptions From(Settings settings) => new()
    {
        RetentionInterval = settings.Duration("hub.retention-interval"),
        SweepInterval = settings.Duration("lake.sweep-interval"),
        SweepGrace = settings.Duration("lake.sweep-grace"),
        SourceFolders = [.. (settings.Find("sources.folders") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)],
        ExchangeFolder = Path.GetFullPath(settings.Find("exchange.folder") ?? Path.Combine(settings.Text("data.folder"), "exchange")),
    };

    private static string? AbsoluteFolders(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries).All(Path.IsPathRooted) ? null : "is not a folder from the root of the file system on";
}
