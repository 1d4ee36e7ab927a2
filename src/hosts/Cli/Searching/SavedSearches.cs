using Gantry.Api;

namespace Gantry.Cli;

/// <summary>One's own searches of an environment: for products, and questions in SQL.</summary>
internal static class SavedSearches
{
    public const string Products = "products";
    public const string Query = "query";

    /// <summary>Those that have a name, or all.</summary>
    public static async Task<IReadOnlyList<SearchView>> OfAsync(Call call, Target target, bool isAll = false)
    {
        var found = new List<SearchView>();
        foreach (var room in (string[])[Products, Query])
            found.AddRange((await call.Client.SearchesAsync(room, target.Mission, target.Environment, call.Ct)).Where(s => isAll || s.Name is not null));
        return found;
    }

    /// <summary>The one of a name; a question and a search for products may share one.</summary>
    public static SearchView Find(IReadOnlyList<SearchView> saved, Target target, string name, string? room) =>
        saved.Where(s => s.Name == name && (room is null || s.Room == room)).ToList() switch
        {
            [var one] => one,
            [] => throw new UsageException($"You have no search '{name}' in {target}{(Settings.DidYouMean(name, saved.Select(s => s.Name!)) is { Length: > 0 } guess ? guess : ".")} 'gantry searches ls {target}' lists them."),
            _ => throw new UsageException($"'{name}' is a search for products and a question in SQL; say which with --room {Products} or --room {Query}."),
        };
}
