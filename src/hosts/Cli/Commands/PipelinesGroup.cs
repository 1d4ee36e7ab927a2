namespace Gantry.Cli;

/// <summary>The pipelines of an environment.</summary>
internal sealed class PipelinesGroup : VerbGroup
{
    public PipelinesGroup() : base("pipelines", "The pipelines of an environment: list, pause, let go on.")
    {
        Add(new PipelinesLsCommand());
        Add(new PipelinesPauseCommand());
        Add(new PipelinesResumeCommand());
    }
}
