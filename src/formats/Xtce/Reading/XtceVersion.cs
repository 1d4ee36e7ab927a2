namespace Gantry.Xtce;

public enum XtceVersion
{
    /// <summary>The file does not say in a way that is known; it is read by what it uses.</summary>
    Unknown,
    V11,
    V12,
    V13,
}

internal static class XtceVersions
{
    public static XtceVersion Of(string nameSpace) => nameSpace switch
    {
        "http://www.omg.org/space/xtce" => XtceVersion.V11,
        "http://www.omg.org/spec/XTCE/20180204" => XtceVersion.V12,
        "http://www.omg.org/spec/XTCE/20250214" => XtceVersion.V13,
        _ => XtceVersion.Unknown,
    };

    public static string NameSpace(this XtceVersion version) => version switch
    {
        XtceVersion.V11 => "http://www.omg.org/space/xtce",
        XtceVersion.V13 => "http://www.omg.org/spec/XTCE/20250214",
        _ => "http://www.omg.org/spec/XTCE/20180204",
    };

    public static string Say(this XtceVersion version) => version switch
    {
        XtceVersion.V11 => "1.1",
        XtceVersion.V12 => "1.2",
        XtceVersion.V13 => "1.3",
        _ => "of no known version",
    };
}
