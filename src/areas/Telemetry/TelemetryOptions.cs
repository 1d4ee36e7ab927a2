namespace Gantry.Telemetry;

/// <summary>What can be set about telemetry.</summary>
internal sealed record TelemetryOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("telemetry.replay-folder", null, "The folder that channels of kind replay read below, as MISSION/FOLDER; 'replay' in the data folder when left out."),
        new("telemetry.flush-ms", "250", "How many milliseconds packets wait at most until they are kept and seen.") { WrongWith = Checks.Number(10, 60_000) },
        new("telemetry.settle-seconds", "21600", "After how many seconds packets are put together and decoded into columns, at the latest; much of them is sooner.") { WrongWith = Checks.Number(1, 86_400) },
        new("telemetry.flush-watched-ms", "20", "The same while somebody follows values of the environment live, on whichever node.") { WrongWith = Checks.Number(1, 60_000) },
        new("telemetry.segment", "4MB", "How many bytes of packets are kept together at most; more are kept at once.") { WrongWith = Sizes.WrongWith },
    ];

    public string ReplayFolder { get; init; } = "";

    public TimeSpan Flush { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan Settle { get; init; } = TimeSpan.FromHours(6);
    public TimeSpan FlushWatched { get; init; } = TimeSpan.FromMilliseconds(20);

    public long SegmentBytes { get; init; } = 4_000_000;

    public static TelemetryOptions From(Settings settings) => new()
    {
        ReplayFolder = Path.GetFullPath(settings.Find("telemetry.replay-folder") ?? Path.Combine(settings.FindNamed("data.folder") ?? ".", "replay")),
        Flush = TimeSpan.FromMilliseconds(settings.Number("telemetry.flush-ms")),
        Settle = TimeSpan.FromSeconds(settings.Number("telemetry.settle-seconds")),
        FlushWatched = TimeSpan.FromMilliseconds(settings.Number("telemetry.flush-watched-ms")),
        SegmentBytes = Sizes.Parse(settings.Text("telemetry.segment")),
    };
}
