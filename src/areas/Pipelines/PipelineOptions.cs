namespace Gantry.Pipelines;

/// <summary>What can be set about pipelines.</summary>
internal sealed record PipelineOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("steps.at-once", "0", "How many steps this node runs at a time; 0 for as many as it has processors, and none with -1.") { WrongWith = Checks.Number(-1, 10_000) },
        new("steps.folder", null, "Where steps work and inputs are kept for them; 'steps' in the data folder when left out."),
        new("steps.log-bytes", "100MB", "How much of what one attempt writes is kept; the rest is counted and left out.") { WrongWith = Sizes.WrongWith },
        new("steps.kept-inputs", "20GB", "How many bytes of inputs a node keeps at hand, where the lake is not a folder of its own.") { WrongWith = Sizes.WrongWith },
        new("runs.kept", "365d", "How long runs are known after they ended; what they made is kept by the retention of its type.") { WrongWith = Checks.Duration },
    ];

    public int AtOnce { get; init; } = Environment.ProcessorCount;
    public string Folder { get; init; } = "";
    public long LogBytes { get; init; } = 100_000_000;
    public long KeptInputBytes { get; init; } = 20_000_000_000;
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a step's worker may be silent before others take the step.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(20);

    public static PipelineOptions From(Settings settings) => new()
    {
        AtOnce = settings.Number("steps.at-once") switch { 0 => Environment.ProcessorCount, -1 => 0, var some => some },
        Folder = Path.GetFullPath(settings.Find("steps.folder") ?? Path.Combine(settings.FindNamed("data.folder") ?? ".", "steps")),
        LogBytes = Sizes.Parse(settings.Text("steps.log-bytes")),
        KeptInputBytes = Sizes.Parse(settings.Text("steps.kept-inputs")),
        Kept = settings.Duration("runs.kept"),
    };
}
