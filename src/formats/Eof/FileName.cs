using System.Text.RegularExpressions;

namespace Gantry.Eof;

/// <summary>The families of names that auxiliary files bear.</summary>
public enum NameFamily
{
    /// <summary>With <c>_V&lt;start&gt;_&lt;stop&gt;.EOF</c>: orbits and most others.</summary>
    Eof,

    /// <summary>Two dates and a version, without a V: mission plans.</summary>
    Plan,

    /// <summary><c>S1x_AUX_…_V&lt;start&gt;_G&lt;generation&gt;.SAFE</c>.</summary>
    SafeAuxiliary,

    /// <summary>Ground image processing parameters: <c>…_Bnn.TGZ</c>.</summary>
    Gipp,

    /// <summary>The third mission's <c>….SEN3</c>.</summary>
    Sentinel3,
}

/// <summary>What an auxiliary file's name says of it; what its family does not tell is null.</summary>
public sealed partial record FileName(NameFamily Family, string Mission, string Type, EofInstant ValidFrom, EofInstant ValidUntil)
{
    public string? FileClass { get; init; }

    /// <summary>The site or centre.</summary>
    public string? Centre { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When a SAFE auxiliary file was generated.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    public string? Version { get; init; }

    /// <summary>The band, <c>B00</c> for all.</summary>
    public string? Band { get; init; }

    public string? ProcessingLevel { get; init; }

    /// <summary>Reads a whole name, case-sensitively; null when it is of no known family or its dates are none.</summary>
    public static FileName? TryRead(string name)
    {
        if (name.EndsWith(".zip", StringComparison.Ordinal))
            name = name[..^4];
        return ReadEof(name) ?? ReadPlan(name) ?? ReadSafe(name) ?? ReadGipp(name) ?? ReadSentinel3(name);
    }

    private static FileName? ReadEof(string name) =>
        EofName().Match(name) is { Success: true } m && Period(m, out var from, out var until)
            ? new(NameFamily.Eof, m.Groups["mission"].Value, Unpadded(m, "type"), from, until)
            {
                FileClass = m.Groups["class"].Value, Centre = Unpadded(m, "site"), CreatedAt = Time(m, "created"),
            }
            : null;

    private static FileName? ReadPlan(string name) =>
        PlanName().Match(name) is { Success: true } m && Period(m, out var from, out var until)
            ? new(NameFamily.Plan, m.Groups["mission"].Value, Unpadded(m, "type"), from, until)
            {
                FileClass = m.Groups["class"].Value, Version = m.Groups["version"].Value,
            }
            : null;

    private static FileName? ReadSafe(string name) =>
        SafeName().Match(name) is { Success: true } m && EofInstant.TryParse(m.Groups["start"].Value, out var from)
            ? new(NameFamily.SafeAuxiliary, m.Groups["mission"].Value, m.Groups["type"].Value, from, EofInstant.Open) { GeneratedAt = Time(m, "generation") }
            : null;

    private static FileName? ReadGipp(string name) =>
        GippName().Match(name) is { Success: true } m && Period(m, out var from, out var until)
            ? new(NameFamily.Gipp, m.Groups["mission"].Value, Unpadded(m, "type"), from, until)
            {
                FileClass = m.Groups["class"].Value, Centre = Unpadded(m, "site"), CreatedAt = Time(m, "created"), Band = m.Groups["band"].Value,
            }
            : null;

    private static FileName? ReadSentinel3(string name) =>
        Sentinel3Name().Match(name) is { Success: true } m && Period(m, out var from, out var until)
            ? new(NameFamily.Sentinel3, m.Groups["mission"].Value, Unpadded(m, "type"), from, until)
            {
                FileClass = Unpadded(m, "class"), Centre = Unpadded(m, "centre"), CreatedAt = Time(m, "created"),
                ProcessingLevel = m.Groups["level"].Value is "_" ? null : m.Groups["level"].Value,
            }
            : null;

    private static bool Period(Match m, out EofInstant from, out EofInstant until)
    {
        until = default;
        return EofInstant.TryParse(m.Groups["start"].Value, out from) && EofInstant.TryParse(m.Groups["stop"].Value, out until);
    }

    private static DateTimeOffset? Time(Match m, string group) => EofInstant.TryParse(m.Groups[group].Value, out var instant) ? instant.At : null;

    private static string Unpadded(Match m, string group) => m.Groups[group].Value.TrimEnd('_');

    private const string Head = @"\A(?<mission>[A-Z0-9][A-Z0-9_]{2})_";
    private const string Times = @"(?<start>\d{8}T\d{6})_(?<stop>\d{8}T\d{6})";

    // The types of the third mission hold their level; the separators are the only fixed points.
    [GeneratedRegex(Head + @"(?<class>[A-Z0-9]{4})_(?<type>[A-Z0-9_]{10})_(?<site>[A-Z0-9_]{4})_(?<created>\d{8}T\d{6})_V" + Times + @"\.EOF\z", RegexOptions.CultureInvariant)]
    private static partial Regex EofName();

    [GeneratedRegex(Head + @"(?<class>[A-Z0-9]{4})_(?<type>[A-Z0-9_]{10})_" + Times + @"_(?<version>\d{4})\.EOF\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlanName();

    [GeneratedRegex(@"\A(?<mission>S1[A-Z_])_(?<type>AUX_[A-Z0-9]{3})_V(?<start>\d{8}T\d{6})_G(?<generation>\d{8}T\d{6})\.SAFE\z", RegexOptions.CultureInvariant)]
    private static partial Regex SafeName();

    [GeneratedRegex(@"\A(?<mission>S2[A-Z_])_(?<class>[A-Z0-9]{4})_(?<type>GIP_[A-Z0-9_]{6})_(?<site>[A-Z0-9_]{4})_(?<created>\d{8}T\d{6})_V" + Times + @"_(?<band>B\d{2})\.TGZ\z", RegexOptions.CultureInvariant)]
    private static partial Regex GippName();

    [GeneratedRegex(@"\A(?<mission>S3[A-Z_])_(?<type>[A-Z0-9]{2}_(?<level>[0-9_])_[A-Z0-9_]{6})_" + Times + @"_(?<created>\d{8}T\d{6})_.{17}_(?<centre>[A-Z0-9_]{3})_(?<class>[A-Z0-9_]{8})\.SEN3\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sentinel3Name();
}
