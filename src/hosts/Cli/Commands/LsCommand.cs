using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists products by name.</summary>
internal sealed class LsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<int> _limit = new("--limit") { Description = "The most products to list; 0 for all of them.", HelpName = "N", DefaultValueFactory = _ => 1000 };

    public LsCommand() : base("ls", "List the products of a mission's environment.")
    {
        _target = new(this, "MISSION/ENV PREFIX", "The environment, then what the names begin with.", mayBeEmpty: true);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry ls sentinel/ops", "gantry ls sentinel/ops S1A_OPER_AUX_RESORB", "gantry ls sentinel/ops --limit 0 --json | jq -r '.items[].name'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 1)
            throw new UsageException("One prefix at most. A '*' needs quotes, and is not needed: names are found by how they begin.");
        var prefix = words.FirstOrDefault()?.TrimEnd('*');
        var found = await FindAsync(call, target, prefix, call.Get(_limit));
        call.Show(found, _ => Tell(call, target, prefix, found));
        return ExitCode.Done;
    }

    private static async Task<Page<ProductView>> FindAsync(Call call, Target target, string? prefix, int limit)
    {
        var found = new List<ProductView>();
        string? after = null;
        do
        {
            var size = limit == 0 ? 1000 : Math.Min(1000, limit - found.Count);
            var page = await call.Client.ProductsPageAsync(target.Mission, target.Environment, prefix, after, size, call.Ct);
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && (limit == 0 || found.Count < limit));
        // An empty list is also what an environment answers that does not exist; better to say so.
        if (found.Count == 0)
            await call.Client.MissionAsync(target.Mission, call.Ct);
        return new(found, after);
    }

    private static void Tell(Call call, Target target, string? prefix, Page<ProductView> found)
    {
        call.Out.Table(["NAME", "TYPE", "SIZE", "PUBLISHED", "BY"], found.Items.Select(p => (string?[])
            [p.Name, p.Type, Units.Size(p.SizeBytes), Units.Time(p.PublishedAt), p.PutBy]));
        if (found.Items.Count == 0)
            call.Error.Line(prefix is null ? $"There is nothing in {target}." : $"Nothing in {target} begins with '{prefix}'.");
        if (found.Next is not null)
            call.Error.Line($"There is more; --limit 0 lists all of it.");
    }
}
