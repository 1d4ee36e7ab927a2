namespace Gantry.Cli;

/// <summary>What nothing may delete.</summary>
internal sealed class HoldGroup : VerbGroup
{
    public HoldGroup() : base("hold", "Hold products, so that nothing deletes them.")
    {
        Add(new HoldAddCommand());
        Add(new HoldLsCommand());
        Add(new HoldLiftCommand());
    }
}
