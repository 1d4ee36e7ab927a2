namespace Gantry.Cli;

/// <summary>Files to try things with.</summary>
internal sealed class SampleGroup : VerbGroup
{
    public SampleGroup() : base("sample", "Make files to try a mission with, at realistic names, sizes and proportions.") => Add(new SampleSentinelCommand());
}
