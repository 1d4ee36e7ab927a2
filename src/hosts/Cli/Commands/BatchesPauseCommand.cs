using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Make no more runs of a batch for now.</summary>
internal sealed class BatchesPauseCommand : Verb
{
    private readonly BatchNames _batch;
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for whoever looks at it.", HelpName = "TEXT" };

    public BatchesPauseCommand() : base("pause", "Make no more runs of a batch for now.")
    {
        _batch = new(this);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry batches pause neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 --reason 'the disk is full'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _batch.Read(call);
        var batch = await call.Client.PauseBatchAsync(target.Mission, target.Environment, id, call.Get(_reason), call.Ct);
        call.Show(batch, _ => BatchLines.Tell(call, batch));
        return ExitCode.Done;
    }
}
