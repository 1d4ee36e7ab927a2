namespace Gantry.Hub;

/// <summary>What can be set about uploads in pieces.</summary>
internal sealed record UploadOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("uploads.expire", "24h", "How long an upload in pieces may rest before what came of it is thrown away, and how long it is known afterwards what became of one.") { WrongWith = Checks.Duration },
        new("uploads.at-once", "100", "How many unfinished uploads one principal may have in an environment.") { WrongWith = Checks.Number(1, 1_000_000) },
    ];

    public required TimeSpan Expire { get; init; }
    public required int AtOnce { get; init; }

    public static UploadOptions From(Settings settings) => new()
    {
        Expire = settings.Duration("uploads.expire"),
        AtOnce = settings.Number("uploads.at-once"),
    };
}
