namespace Gantry.Hub;

/// <summary>What can be set about punctuality.</summary>
internal sealed record PunctualityOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("punctuality.interval", "30s", "How often it is judged whether types are behind.") { WrongWith = Checks.Duration },
        new("punctuality.keep", "90d", "How long late products are remembered; at least 8d are.") { WrongWith = Checks.Duration },
    ];

    // A week's window with its slack must be there to be summed up.
    private static readonly TimeSpan _longestWindow = TimeSpan.FromDays(8);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);

    public static PunctualityOptions From(Settings settings) => new()
    {
        Interval = settings.Duration("punctuality.interval"),
        Keep = settings.Duration("punctuality.keep") is var keep && keep > _longestWindow ? keep : _longestWindow,
    };
}
