namespace Gantry.Cli;

/// <summary>Show how far a batch is.</summary>
internal sealed class BatchesShowCommand : Verb
{
    private readonly BatchNames _batch;

    public BatchesShowCommand() : base("show", "Show how far a batch is.") =>
        _batch = new(this);

    public override IReadOnlyList<string> Examples => ["gantry batches show neo/ops 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _batch.Read(call);
        var batch = await call.Client.BatchAsync(target.Mission, target.Environment, id, call.Ct);
        call.Show(batch, _ => BatchLines.Tell(call, batch));
        return ExitCode.Done;
    }
}
