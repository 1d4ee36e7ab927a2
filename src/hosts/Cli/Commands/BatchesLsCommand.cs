using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists batches, newest first.</summary>
internal sealed class BatchesLsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public BatchesLsCommand() : base("ls", "List batches, newest first.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry batches ls neo/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var limit = Math.Max(1, call.Get(_limit));
        var batches = await call.Client.BatchesAsync(target.Mission, target.Environment, Math.Min(limit, 1000), call.Ct).Take(limit).ToListAsync(call.Ct);
        call.Show(new Page<BatchView>(batches, null), _ => BatchLines.Table(call, batches));
        if (!call.IsJson && batches.Count == 0)
            call.Error.Line($"There was no batch in {target}. 'gantry backfill {target} PIPELINE' begins one.");
        return ExitCode.Done;
    }
}
