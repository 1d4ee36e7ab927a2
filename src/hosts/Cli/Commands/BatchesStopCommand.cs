using System.CommandLine;

namespace Gantry.Cli;

/// <summary>End a batch, and stop its runs that go on.</summary>
internal sealed class BatchesStopCommand : Verb
{
    private readonly BatchNames _batch;
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for whoever looks at it.", HelpName = "TEXT" };

    public BatchesStopCommand() : base("stop", "End a batch, and stop its runs that go on.")
    {
        _batch = new(this);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry batches stop neo/ops 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _batch.Read(call);
        var batch = await call.Client.StopBatchAsync(target.Mission, target.Environment, id, call.Get(_reason), call.Ct);
        call.Show(batch, _ => BatchLines.Tell(call, batch));
        return ExitCode.Done;
    }
}
