using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Deletes saved searches.</summary>
internal sealed class SearchesRmCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _room = new("--room") { Description = "Which one, where a search and a question share a name: products or query.", HelpName = "ROOM" };

    public SearchesRmCommand() : base("rm", "Delete saved searches by name.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then the searches' names.", mayBeEmpty: true);
        _room.AcceptOnlyFromAmong(SavedSearches.Products, SavedSearches.Query);
        Add(_room);
    }

    public override IReadOnlyList<string> Examples => ["gantry searches rm sentinel/ops 'orbits of S1A'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length == 0)
            throw new UsageException($"Which searches? 'gantry searches ls {target}' lists them.");
        var saved = await SavedSearches.OfAsync(call, target);
        // All of them are known before the first is gone.
        var found = names.Distinct().Select(name => SavedSearches.Find(saved, target, name, call.Get(_room))).ToList();
        foreach (var search in found)
            await call.Client.ForgetSearchAsync(search.Id, call.Ct);
        call.Show(new { Deleted = found.Select(f => f.Name) }, _ => found.ForEach(f => call.Out.Line($"deleted '{f.Name}'")));
        return ExitCode.Done;
    }
}
