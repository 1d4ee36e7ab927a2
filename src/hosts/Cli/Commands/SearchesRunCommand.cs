using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Runs a saved search: lists the products it finds, or answers its question.</summary>
internal sealed class SearchesRunCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _room = new("--room") { Description = "Which one, where a search and a question share a name: products or query.", HelpName = "ROOM" };
    private readonly Option<int> _most = new("--most") { Description = "The most products or rows; 0 for all there are.", HelpName = "N", DefaultValueFactory = _ => 1000 };

    public SearchesRunCommand() : base("run", "Run a saved search: the products it finds now, or the answer to its question.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then the search's name.", mayBeEmpty: true);
        _room.AcceptOnlyFromAmong(SavedSearches.Products, SavedSearches.Query);
        Add(_room);
        Add(_most);
    }

    public override IReadOnlyList<string> Examples => ["gantry searches run sentinel/ops 'orbits of S1A'", "gantry searches run sentinel/ops 'orbits of S1A' --json | jq -r '.items[].name'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var name])
            throw new UsageException($"Which search? One NAME, in quotes where it has spaces; 'gantry searches ls {target}' lists them.");
        if (call.Get(_most) < 0)
            throw new UsageException("--most is a number of products or rows; 0 for all there are.");
        var search = SavedSearches.Find(await SavedSearches.OfAsync(call, target), target, name, call.Get(_room));
        var address = SearchAddress.Read(search.Query);
        return search.Room == SavedSearches.Query ? await AskAsync(call, target, address) : await ListAsync(call, target, address);
    }

    private async Task<int> AskAsync(Call call, Target target, SearchAddress address)
    {
        int? most = call.Get(_most) is > 0 and var rows ? rows : null;
        var tables = (address["from"] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(QueryCommand.Table).ToDictionary();
        await QueryCommand.ShowAsync(call, await call.Client.QueryAsync(target.Mission, target.Environment, new(address["sql"] ?? "", tables, most), call.Ct), null, most);
        return ExitCode.Done;
    }

    private async Task<int> ListAsync(Call call, Target target, SearchAddress address)
    {
        var (found, next, most) = (new List<ProductView>(), (string?)null, call.Get(_most));
        do
        {
            var page = await call.Client.SearchPageAsync(target.Mission, target.Environment, SearchFilter.Of(address), address["order"] ?? "newest", next, most == 0 ? 1000 : Math.Min(1000, most - found.Count), call.Ct);
            found.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null && (most == 0 || found.Count < most));
        call.Show(new Page<ProductView>(found, next), _ => call.Out.Table(["NAME", "TYPE", "SIZE", "PUBLISHED", "BY"], found.Select(p => (string?[])
            [p.Name, p.Type, Units.Size(p.SizeBytes), Units.Time(p.PublishedAt), p.PutBy])));
        if (found.Count == 0 && !call.IsJson)
            call.Error.Line("Nothing is like this now.");
        if (next is not null)
            call.Error.Line("There is more; --most 0 lists all of it.");
        return ExitCode.Done;
    }
}
