namespace Gantry.Cli;

/// <summary>What pipelines did.</summary>
internal sealed class RunsGroup : VerbGroup
{
    public RunsGroup() : base("runs", "What pipelines did: runs, their steps and logs; repeat, stop, answer.")
    {
        Add(new RunsLsCommand());
        Add(new RunsShowCommand());
        Add(new RunsLogCommand());
        Add(new RunsGetCommand());
        Add(new RunsRepeatCommand());
        Add(new RunsRepeatFailedCommand());
        Add(new RunsStopCommand());
        Add(new RunsAnswerCommand());
    }
}
