namespace Gantry.Cli;

/// <summary>Databases of telemetry and telecommands, as files.</summary>
internal sealed class XtceGroup : VerbGroup
{
    public XtceGroup() : base("xtce", "Telemetry databases: check, compare, print and convert XTCE files, encode commands.")
    {
        Add(new XtceCheckCommand());
        Add(new XtceDiffCommand());
        Add(new XtcePrintCommand());
        Add(new XtceEncodeCommand());
        Add(new XtceConvertCommand());
    }
}
