namespace Neo.Astrometry;

/// <summary>Why a line or a file of observations is set aside: the codes of <c>refused.csv</c>.</summary>
internal static class AstrometryRefusals
{
    public static Refusal Length(int length) =>
        new("obs80.length", $"The line has {length} characters; a record has 80.");

    public static Refusal NotPlain() =>
        new("obs80.not_plain", "The line holds a tab or a character outside ASCII; records are plain text with blanks.");

    public static Refusal Nameless(string columns) =>
        new("obs80.designation", $"Columns 1-12 '{columns}' hold no number, designation or temporary name.");

    public static Refusal Note(char code) =>
        new("obs80.note2", $"Column 15 is '{code}', which is no kind of observation known here.");

    public static Refusal Replaced() =>
        new("obs80.replaced", "The observation was replaced or discarded by its publisher (X in column 15).");

    public static Refusal Radar() =>
        new("obs80.radar", "Radar is not used by the orbit step; the line is kept here.");

    public static Refusal Date(string field) =>
        new("obs80.date", $"Columns 16-32 '{field}' are no date like '2026 11 21.123456'.");

    public static Refusal Ra(string field) =>
        new("obs80.ra", $"Columns 33-44 '{field}' are no right ascension like '21 33 58.060'.");

    public static Refusal Dec(string field) =>
        new("obs80.dec", $"Columns 45-56 '{field}' are no declination like '+12 13 25.77'.");

    public static Refusal Magnitude(string field) =>
        new("obs80.magnitude", $"Columns 66-70 '{field}' are no magnitude.");

    public static Refusal Station(string field) =>
        new("obs80.station", $"Columns 78-80 '{field}' are no station code: three letters or digits.");

    public static Refusal Unpaired(char code) =>
        new("obs80.unpaired", $"A two-line record ('{code}' in column 15) lacks its other line right beside it, with the same columns 1-14 and 16-32.");

    public static Refusal Place(string field) =>
        new("obs80.place", $"The observer's place '{field}' is not in the columns where it should stand.");

    public static Refusal Header(string field) =>
        new("obs80.header", $"'{field}' begins like a header and is none: headers are COD CON OBS MEA TEL NET BND COM NUM ACK AC2, a blank, and text.");

    public static Refusal Duplicate(string first) =>
        new("obs.duplicate", $"The same object, time, place and station as {first}.");

    public static Refusal AdesField(string field, string text, string wanted) =>
        new("ades.field", $"{field} is '{text}'; {wanted}.");

    public static Refusal AdesMissing(string field) =>
        new("ades.missing", $"The record has no {field}.");

    public static Refusal AdesKind(string kind) =>
        new("ades.kind", $"A record of kind '{kind}' is not used by the orbit step; it is kept here.");

    public static Refusal AdesColumns(int found, int wanted) =>
        new("ades.columns", $"The row has {found} fields where the keyword line has {wanted}.");

    public static Refusal AdesKeywords() =>
        new("ades.keywords", "The row stands before any keyword line: one that begins with permID, provID or trkSub and names the columns.");

    public static Refusal NotAdes(string why) =>
        new("ades.not_ades", $"The file is not ADES: {why}");

    public static Refusal Unknown(string file) =>
        new("obs.unknown_format", $"{file} is neither 80-column astrometry nor ADES (PSV begins with '# version=', XML with '<ades').");

    public static Refusal Empty(string file) =>
        new("obs.empty", $"{file} is empty: no observations were delivered, which is not the same as none were made.");

    public static Refusal Page(string file) =>
        new("obs.web_page", $"{file} is a web page, probably an error message of the server it came from.");
}
