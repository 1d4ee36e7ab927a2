using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists one's own searches.</summary>
internal sealed class SearchesLsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<bool> _last = new("--last") { Description = "Also the last ones, which have no name." };

    public SearchesLsCommand() : base("ls", "List your saved searches of an environment.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_last);
    }

    public override IReadOnlyList<string> Examples => ["gantry searches ls sentinel/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var found = await SavedSearches.OfAsync(call, target, call.Get(_last));
        call.Show(new Page<SearchView>(found, null), _ => call.Out.Table(["NAME", "FOR", "SEARCH", "KEPT"], found.Select(s => (string?[])
            [s.Name ?? "", s.Room == SavedSearches.Query ? "a question" : "products", SearchAddress.Read(s.Query).Words, Units.Time(s.KeptAt)])));
        if (!call.IsJson && found.Count == 0)
            call.Error.Line($"You have saved no search in {target}. 'gantry searches save {target} NAME …' saves one, and so does the portal.");
        return ExitCode.Done;
    }
}
