namespace Gantry.Cli;

/// <summary>Where an environment's files come from.</summary>
internal sealed class SourcesGroup : VerbGroup
{
    public SourcesGroup() : base("sources", "Where an environment's files come from.")
    {
        Add(new SourcesLsCommand());
        Add(new SourcesShowCommand());
        Add(new SourcesScanCommand());
        Add(new SourcesPauseCommand());
        Add(new SourcesResumeCommand());
        Add(new SourcesFilesCommand());
        Add(new SourcesRetryCommand());
    }
}
