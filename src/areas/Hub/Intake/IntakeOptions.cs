using Gantry.Archives;

namespace Gantry.Hub;

/// <summary>What can be set about the intake.</summary>
internal sealed record IntakeOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("intake.retry", "15s", "How soon an arrival that waits for the scanner is looked at again.") { WrongWith = Checks.Duration },
        new("intake.unpack-members", "10000", "How many files an archive may hold.") { WrongWith = Checks.Number(1, 1_000_000) },
        new("intake.unpack-bytes", "50GB", "How many bytes the files in an archive may have together.") { WrongWith = Sizes.WrongWith },
        new("intake.unpack-ratio", "200", "How many times longer than the archive its files may be together; the first 10 MB are not counted.") { WrongWith = Checks.Number(1, 100_000) },
        new("intake.unpack-depth", "3", "How many archives deep a file may lie.") { WrongWith = Checks.Number(1, 10) },
        new("extractor.sandbox", "auto", "Whether extractors run in a sandbox (bubblewrap): auto where it works, required never without, off never.") { WrongWith = Checks.OneOf("auto", "required", "off") },
    ];

    public required TimeSpan Retry { get; init; }
    public required ArchiveLimits Limits { get; init; }
    public required int UnpackDepth { get; init; }
    public required string Sandbox { get; init; }

    public static IntakeOptions From(Settings settings) => new()
    {
        Retry = settings.Duration("intake.retry"),
        Limits = new()
        {
            Members = settings.Number("intake.unpack-members"),
            TotalBytes = Sizes.Parse(settings.Text("intake.unpack-bytes")),
            Ratio = settings.Number("intake.unpack-ratio"),
        },
        UnpackDepth = settings.Number("intake.unpack-depth"),
        Sandbox = settings.Text("extractor.sandbox"),
    };
}
