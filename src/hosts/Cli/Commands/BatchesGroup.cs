namespace Gantry.Cli;

/// <summary>Many runs made one after the other.</summary>
internal sealed class BatchesGroup : VerbGroup
{
    public BatchesGroup() : base("batches", "Backfills, replays, shadows and the like: how far they are; pause, resume, stop.")
    {
        Add(new BatchesLsCommand());
        Add(new BatchesShowCommand());
        Add(new BatchesDifferencesCommand());
        Add(new BatchesPauseCommand());
        Add(new BatchesResumeCommand());
        Add(new BatchesStopCommand());
    }
}
