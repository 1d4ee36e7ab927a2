namespace Gantry.Cli;

/// <summary>What outlives its type's retention.</summary>
internal sealed class RetentionGroup : VerbGroup
{
    public RetentionGroup() : base("retention", "What is deleted because its time is over.") => Add(new RetentionPlanCommand());
}
