namespace Gantry.Cli;

/// <summary>Telemetry: in files, and in the channels of a server.</summary>
internal sealed class TmGroup : VerbGroup
{
    public TmGroup() : base("tm", "Telemetry: decode packets, count them, look into frames.")
    {
        Add(new TmDecodeCommand());
        Add(new TmPacketsCommand());
        Add(new TmFramesCommand());
    }
}
