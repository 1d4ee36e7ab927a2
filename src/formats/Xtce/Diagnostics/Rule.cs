namespace Gantry.Xtce;

/// <summary>A rule of good databases: its number, what it looks for, and how badly a breach is taken.</summary>
public sealed record Rule(string Code, string Title, Severity Lenient, Severity Strict)
{
    public Severity In(ReadingMode mode) => mode == ReadingMode.Strict ? Strict : Lenient;

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("XT000", "the file is not XML that may be read", Severity.Error, Severity.Error),
        new("XT001", "the name space is unknown or absent", Severity.Note, Severity.Error),
        new("XT002", "the version declared is not that of the features used", Severity.Note, Severity.Error),
        new("XT003", "the schema is not kept", Severity.Warning, Severity.Error),
        new("XT004", "an element or attribute is unknown", Severity.Warning, Severity.Error),
        new("XT005", "something required is missing", Severity.Warning, Severity.Error),
        new("XT010", "a name is illegal", Severity.Note, Severity.Error),
        new("XT011", "a name stands twice", Severity.Error, Severity.Error),
        new("XT012", "a reference leads nowhere", Severity.Warning, Severity.Error),
        new("XT013", "a reference was found by climbing", Severity.Note, Severity.Warning),
        new("XT014", "a dotted reference has two meanings", Severity.Note, Severity.Error),
        new("XT015", "something contains or extends itself", Severity.Error, Severity.Error),
        new("XT020", "a type has not the sign of its encoding", Severity.Note, Severity.Warning),
        new("XT021", "a type is narrower than its encoding", Severity.Note, Severity.Warning),
        new("XT022", "an encoding has another name", Severity.Note, Severity.Error),
        new("XT023", "a size is illegal for its encoding", Severity.Error, Severity.Error),
        new("XT024", "a byte order on part of a byte", Severity.Warning, Severity.Error),
        new("XT025", "the least significant bit comes first", Severity.Warning, Severity.Error),
        new("XT026", "an integer is calibrated", Severity.Note, Severity.Warning),
        new("XT027", "labels overlap", Severity.Note, Severity.Error),
        new("XT028", "something in a container has no encoding", Severity.Error, Severity.Error),
        new("XT029", "a leading size has no unit", Severity.Note, Severity.Warning),
        new("XT030", "an absolute time has no epoch", Severity.Error, Severity.Error),
        new("XT031", "a unit of time is vague", Severity.Warning, Severity.Warning),
        new("XT032", "a time has a scale and a calibrator", Severity.Warning, Severity.Error),
        new("XT033", "leap seconds are not mentioned", Severity.Note, Severity.Warning),
        new("XT040", "a slope is absent", Severity.Note, Severity.Warning),
        new("XT041", "a size may become negative", Severity.Warning, Severity.Warning),
        new("XT042", "a value is used before it is decoded", Severity.Warning, Severity.Error),
        new("XT043", "an array has no sizes", Severity.Note, Severity.Error),
        new("XT044", "an array has another number of dimensions", Severity.Error, Severity.Error),
        new("XT050", "an entry lies outside, or counts from the end", Severity.Warning, Severity.Error),
        new("XT051", "entries overlap", Severity.Note, Severity.Warning),
        new("XT052", "bits belong to no entry", Severity.Note, Severity.Note),
        new("XT053", "a packet may be two containers", Severity.Note, Severity.Warning),
        new("XT054", "a container extends another without criteria", Severity.Note, Severity.Warning),
        new("XT055", "criteria say nothing", Severity.Note, Severity.Error),
        new("XT056", "a literal does not fit its type", Severity.Note, Severity.Error),
        new("XT057", "decoding depends on earlier packets", Severity.Note, Severity.Warning),
        new("XT058", "a container is never reached, or abstract without children", Severity.Note, Severity.Warning),
        new("XT059", "the root container is not clear", Severity.Warning, Severity.Error),
        new("XT060", "points of a spline are unsorted or equal", Severity.Note, Severity.Error),
        new("XT061", "a spline has too few points for its order", Severity.Error, Severity.Error),
        new("XT062", "an exponent stands twice", Severity.Note, Severity.Error),
        new("XT063", "a calculation does not come out", Severity.Error, Severity.Error),
        new("XT070", "alarm ranges are inverted or never reached", Severity.Warning, Severity.Error),
        new("XT071", "a label of an alarm is none of its enumeration", Severity.Warning, Severity.Error),
        new("XT080", "a command's container does not extend that of its base", Severity.Warning, Severity.Error),
        new("XT081", "an argument is never encoded", Severity.Warning, Severity.Error),
        new("XT082", "a fixed value is shorter than its size", Severity.Warning, Severity.Error),
        new("XT083", "a verifier stands twice", Severity.Warning, Severity.Error),
        new("XT084", "a default is out of its range", Severity.Warning, Severity.Error),
        new("XT090", "the version to be written cannot say it", Severity.Error, Severity.Error),
        new("XT091", "the version to be written has no place for it", Severity.Warning, Severity.Warning),
    ];

    private static readonly Dictionary<string, Rule> _byCode = All.ToDictionary(r => r.Code);

    internal static Rule Of(string code) => _byCode[code];
}
