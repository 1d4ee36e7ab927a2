namespace Gantry.Pipelines;

/// <summary>What can be set about questions in SQL.</summary>
internal sealed record QueryOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("query.at-once", "2", "How many questions in SQL this node answers at a time.") { WrongWith = Checks.Number(1, 1000) },
        new("query.rows", "100000", "How many rows an answer may have; more are cut off, and that is said.") { WrongWith = Checks.Number(1, 100_000_000) },
        new("query.time", "60s", "How long one question may take.") { WrongWith = Checks.Duration },
        new("query.memory", "1GB", "How much memory one question may take.") { WrongWith = Sizes.WrongWith },
        new("query.disk", "10GB", "How much a question may write beside its memory, its answer included.") { WrongWith = Sizes.WrongWith },
    ];

    public int AtOnce { get; init; } = 2;
    public long Rows { get; init; } = 100_000;
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);
    public long MemoryBytes { get; init; } = 1_000_000_000;
    public long DiskBytes { get; init; } = 10_000_000_000;

    public static QueryOptions From(Settings settings) => new()
    {
        AtOnce = settings.Number("query.at-once"), Rows = settings.Number("query.rows"), Time = settings.Duration("query.time"),
        MemoryBytes = Sizes.Parse(settings.Text("query.memory")), DiskBytes = Sizes.Parse(settings.Text("query.disk")),
    };
}
