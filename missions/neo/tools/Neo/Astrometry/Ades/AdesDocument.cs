namespace Neo.Astrometry.Ades;

/// <summary>An ADES file as it was: blocks of observations under their contexts, every value as text.</summary>
public sealed record AdesDocument(string Version, IReadOnlyList<AdesBlock> Blocks);

public sealed record AdesBlock(IReadOnlyList<AdesGroup> Context, IReadOnlyList<AdesRecord> Records);

/// <summary>A part of the context: <c># telescope</c> and its <c>! aperture 0.41</c>.</summary>
/// <param name="Text">The group's own text, as of <c>fundingSource</c>; most have lines instead.</param>
public sealed record AdesGroup(string Name, string Text, IReadOnlyList<KeyValuePair<string, string>> Lines);

/// <summary>A record: optical, occultation, offset, radar.</summary>
/// <param name="Line">Where it began in the file.</param>
public sealed record AdesRecord(string Kind, IReadOnlyList<KeyValuePair<string, string>> Fields, int Line = 0, string Raw = "")
{
    public string this[string field] => Fields.FirstOrDefault(f => f.Key == field).Value ?? "";

    /// <summary>What a row of the pipe-separated form is, which does not say it itself.</summary>
    public static string KindOf(IEnumerable<string> filled)
    {
        var fields = filled.ToHashSet();
        return fields.Contains("raStar") ? "occultation"
            : fields.Contains("delay") || fields.Contains("doppler") ? "radar"
            : fields.Contains("deltaRA") || fields.Contains("dist") ? "offset"
            : "optical";
    }
}

/// <summary>A document, and the rows of it that could not be read.</summary>
public sealed record AdesReading(AdesDocument Document, IReadOnlyList<RefusedLine> Refused);
