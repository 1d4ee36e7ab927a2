namespace Gantry.Cli;

/// <summary>Refused files.</summary>
internal sealed class QuarantineGroup : VerbGroup
{
    public QuarantineGroup() : base("quarantine", "Refused files: look at them, release or drop them.")
    {
        Add(new QuarantineLsCommand());
        Add(new QuarantineShowCommand());
        Add(new QuarantineGetCommand());
        Add(new QuarantineReleaseCommand());
        Add(new QuarantineDropCommand());
    }
}
