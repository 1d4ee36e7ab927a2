namespace Gantry.Cli;

/// <summary>The settings of a server.</summary>
internal sealed class ConfigGroup : VerbGroup
{
    public ConfigGroup() : base("config", "The settings of a server.") => Add(new ConfigShowCommand());
}
