namespace Gantry.Cli;

/// <summary>Telemetry: in files, and in the channels of a server.</summary>
internal sealed class TmGroup : VerbGroup
{
    public TmGroup() : base("tm", "Telemetry: decode files of packets; see channels, values and alarms of a server.")
    {
        Add(new TmDecodeCommand());
        Add(new TmPacketsCommand());
        Add(new TmFramesCommand());
        Add(new TmChannelsCommand());
        Add(new TmWatchCommand());
        Add(new TmPlotCommand());
        Add(new TmExportCommand());
        Add(new TmAlarmsCommand());
        Add(new TmLimitsCommand());
    }
}
