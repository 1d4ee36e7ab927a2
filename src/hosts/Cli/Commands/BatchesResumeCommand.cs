namespace Gantry.Cli;

/// <summary>Go on with a batch that was paused.</summary>
internal sealed class BatchesResumeCommand : Verb
{
    private readonly BatchNames _batch;

    public BatchesResumeCommand() : base("resume", "Go on with a batch that was paused.") =>
        _batch = new(this);

    public override IReadOnlyList<string> Examples => ["gantry batches resume neo/ops 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _batch.Read(call);
        var batch = await call.Client.ResumeBatchAsync(target.Mission, target.Environment, id, call.Ct);
        call.Show(batch, _ => BatchLines.Tell(call, batch));
        return ExitCode.Done;
    }
}
