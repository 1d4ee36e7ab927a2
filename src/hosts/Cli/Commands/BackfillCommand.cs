using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Runs a pipeline over products that are there already.</summary>
internal sealed class BackfillCommand : Verb
{
    private readonly BatchWords _batch;
    private readonly Option<string?> _query = new("--query") { Description = "Which products, as an OData filter; of the types that start the pipeline when left out.", HelpName = "FILTER" };
    private readonly Option<string?> _from = new("--from") { Description = "The environment whose products are taken.", HelpName = "ENV" };
    private readonly Option<bool> _stale = new("--stale") { Description = "Do again what another release made last; what it would make alike is taken from before." };

    public BackfillCommand() : base("backfill", "Run a pipeline over products that are there already.")
    {
        _batch = new(this, hasParameters: true);
        Add(_query);
        Add(_from);
        Add(_stale);
    }

    public override IReadOnlyList<string> Examples =>
        ["gantry backfill neo/ops night --since 30d --per-minute 60", "gantry backfill neo/ops night --query \"startswith(Name,'2026')\" --preview", "gantry backfill neo/ops night --stale"];

    public override Task<int> RunAsync(Call call) =>
        _batch.BeginAsync(call, request => request with { Filter = call.Get(_query), From = call.Get(_from) }, call.Get(_stale) ? "stale" : "backfill");
}
