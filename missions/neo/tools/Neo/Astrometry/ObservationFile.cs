using System.Text;
using Neo.Astrometry.Ades;

namespace Neo.Astrometry;

/// <summary>A file of observations in whichever form it came.</summary>
public static class ObservationFile
{
    public static Reading<Harvest> Read(byte[] content, string source)
    {
        if (content.Length == 0)
            return AstrometryRefusals.Empty(source);
        using var stream = new MemoryStream(content);
        // The byte order mark decides about the letters, whatever the name says.
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var text = reader.ReadToEnd();
        var begin = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (begin.Length == 0)
            return AstrometryRefusals.Empty(source);
        if (begin.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return AstrometryRefusals.Page(source);
        // A declared encoding needs no mark: the bytes go to the XML reader as they are.
        if (begin[0] == '<' || begin.Contains('\0', StringComparison.Ordinal))
            return FromAdes(AdesXml.Read(new MemoryStream(content)), source);
        if (begin[0] == '#')
            return FromAdes(AdesPsv.Read(text.Split('\n'), source), source);
        var harvest = Obs80Reader.Read(text.Split('\n'), source);
        // A file of which nothing at all looks like a record is another kind of file, not one with bad lines.
        return harvest.Observations.Count == 0 && harvest.Refused.All(r => r.Code == "obs80.length") ? AstrometryRefusals.Unknown(source) : harvest;
    }

    /// <summary>All of several files, without what was delivered twice: the first stays.</summary>
    public static Harvest Merge(IEnumerable<Harvest> harvests)
    {
        var observations = new List<Observation>();
        var refused = new List<RefusedLine>();
        var seen = new Dictionary<(string, string, long, long, long), string>();
        foreach (var harvest in harvests)
        {
            refused.AddRange(harvest.Refused);
            foreach (var o in harvest.Observations)
            {
                // To a tenth of a second of time and of arc: the same measurement comes in both formats, rounded by each.
                var key = (o.Name.Id, o.Station, (long)Math.Round((o.Time.Day * 86_400L + o.Time.Second) * 10), (long)Math.Round(o.Ra * 36_000), (long)Math.Round(o.Dec * 36_000));
                if (seen.TryAdd(key, o.ObsId))
                    observations.Add(o);
                else
                    refused.Add(Twice(o, seen[key]));
            }
        }
        return new(observations, refused);
    }

    private static Reading<Harvest> FromAdes(Reading<AdesReading> reading, string source) =>
        reading.TryGet(out var document, out var refusal) ? AdesObservations.ToObservations(document, source) : refusal;

    private static RefusedLine Twice(Observation observation, string first)
    {
        var colon = observation.ObsId.LastIndexOf(':');
        var line = colon >= 0 && int.TryParse(observation.ObsId.AsSpan(colon + 1), out var number) ? number : 0;
        var refusal = AstrometryRefusals.Duplicate(first);
        return new(colon >= 0 ? observation.ObsId[..colon] : observation.ObsId, line, refusal.Code, refusal.Message,
            Obs80Writer.Write(observation) ?? $"{observation.Name.Id} {observation.Time} {observation.Station}");
    }
}
