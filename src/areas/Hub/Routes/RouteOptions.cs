namespace Gantry.Hub;

/// <summary>What can be set about routes.</summary>
internal sealed record RouteOptions
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("routes.folders", null, "Folders of this machine that routes may write to, beside the exchange folder; absolute, separated by commas.") { WrongWith = WrongWithFolders },
        new("routes.parallel", "16", "How many files one node sends at a time, by all routes together.") { WrongWith = Checks.Number(1, 1000) },
    ];

    /// <summary>Where a route's folder begins when it is not absolute.</summary>
    public string Exchange { get; init; } = "exchange";

    public IReadOnlyList<string> Folders { get; init; } = [];

    public int Parallel { get; init; } = 16;

    public static RouteOptions From(Settings settings) => new()
    {
        Exchange = HubOptions.ExchangeFolderOf(settings),
        Folders = Words(settings.Find("routes.folders")),
        Parallel = settings.Number("routes.parallel"),
    };

    private static string? WrongWithFolders(string value) =>
        Words(value).FirstOrDefault(folder => !Path.IsPathFullyQualified(folder)) is { } wrong ? $"holds '{wrong}', which is not an absolute path" : null;

    private static string[] Words(string? value) => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
