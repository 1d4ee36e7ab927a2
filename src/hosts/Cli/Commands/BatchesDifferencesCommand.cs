using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows what the runs of a shadow made otherwise.</summary>
internal sealed class BatchesDifferencesCommand : Verb
{
    private readonly BatchNames _batch;
    private readonly Option<bool> _all = new("--all") { Description = "Also what is the same; with --json." };

    public BatchesDifferencesCommand() : base("differences", "Show what the runs of a shadow made otherwise than before.")
    {
        _batch = new(this);
        Add(_all);
    }

    public override IReadOnlyList<string> Examples => ["gantry batches differences neo/dev 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _batch.Read(call);
        if (call.IsJson)
            call.Show(new Page<ComparedView>(await call.Client.ComparedAsync(target.Mission, target.Environment, id, call.Get(_all), call.Ct).ToListAsync(call.Ct), null), _ => { });
        else
            await BatchLines.DifferencesAsync(call, target, id);
        return ExitCode.Done;
    }
}
