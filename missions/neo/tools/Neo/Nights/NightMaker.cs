using Neo.Astrometry;
using Neo.Astrometry.Ades;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Nights;

/// <summary>A file of the night as it is delivered, and what is in it.</summary>
public sealed record NightFile(string Name, byte[] Content, int Good, int Bad, int Twice);

/// <summary>
/// Makes a night's work out of orbits: what each station would have seen, measured with its error, in the format it
/// delivers, with slips and repetitions. The same orbits, stations and plan give the same bytes.
/// </summary>
public sealed class NightMaker(Propagator propagator, NightPlan plan)
{
    private static readonly Dictionary<string, double> _sigmas = new() { ["F51"] = 0.12, ["W84"] = 0.15, ["691"] = 0.4, ["L51"] = 0.3, ["005"] = 0.6 };

    public IEnumerable<NightFile> Make(IReadOnlyList<Orbit> truths, Stations stations)
    {
        var day = Time.JulianDays.ToDate(plan.LastNight).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var observers = stations.All.Where(s => s.RhoCos > 0).OrderBy(s => s.Code, StringComparer.Ordinal)
            .Select(s => new Observer(s, _sigmas.GetValueOrDefault(s.Code, 0.3), s.Code == "005" ? 19.5 : 22.5)).ToList();
        foreach (var (observer, index) in observers.Select((o, i) => (o, i)))
        {
            var numbers = new NormalNumbers(plan.Seed * 1000 + (ulong)index);
            var late = plan.WrongClock is { } wrong && wrong.Station == observer.Station.Code ? wrong.Seconds : 0;
            var seen = new List<Observation>();
            foreach (var truth in truths)
            {
                var name = new ObjectName(truth.PermId, truth.ProvId, truth.PermId.Length + truth.ProvId.Length == 0 ? truth.Id : "");
                for (var night = plan.LastNight - 2 * (plan.Nights - 1); night <= plan.LastNight; night += 2)
                    seen.AddRange(observer.Watch(truth, name, night, propagator, numbers, late));
            }
            if (seen.Count == 0)
                continue;
            seen.Sort((a, b) => a.Time.CompareTo(b.Time));
            var share = (Bad: Share(plan.BadLines, index, observers.Count), Twice: Share(plan.Duplicates, index, observers.Count));
            // Each station has its habit.
            yield return (index % 3) switch
            {
                0 => Columns($"night{day}_{observer.Station.Code}.obs", observer, seen, share.Bad, share.Twice, numbers),
                1 => Pipes($"night{day}_{observer.Station.Code}.psv", observer, seen, share.Bad, share.Twice, numbers),
                _ => Xml($"night{day}_{observer.Station.Code}.ades.xml", observer, seen, share.Bad, share.Twice, numbers),
            };
        }
    }

    private static NightFile Columns(string name, Observer observer, List<Observation> seen, int bad, int twice, NormalNumbers numbers)
    {
        var lines = seen.Select(o => Obs80Writer.Write(o)).OfType<string>().ToList();
        var good = lines.Count;
        for (var i = 0; i < twice; i++)
            lines.Add(lines[numbers.NextBelow(good)]);
        for (var i = 0; i < bad; i++)
            lines.Insert(numbers.NextBelow(lines.Count), BadLines.Of80(lines[numbers.NextBelow(good)].PadRight(80)[..80], numbers.NextBelow(BadLines.Kinds)));
        string[] header = [$"COD {observer.Station.Code}", "OBS A. Observer", "MEA A. Measurer", "TEL 0.5-m reflector + CCD", "NET Gaia-DR2"];
        return new(name, Text(string.Join('\n', header.Concat(lines)) + "\n"), good, bad, twice);
    }

    private static NightFile Pipes(string name, Observer observer, List<Observation> seen, int bad, int twice, NormalNumbers numbers)
    {
        var records = seen.ConvertAll(AdesObservations.ToRecord);
        var good = records.Count;
        for (var i = 0; i < twice; i++)
            records.Add(records[numbers.NextBelow(good)]);
        var lines = AdesPsv.Write(Document(observer, records)).TrimEnd('\n').Split('\n').ToList();
        var first = lines.FindIndex(l => l.StartsWith("permID", StringComparison.Ordinal)) + 1;
        var rows = lines.Count - first;
        for (var i = 0; i < bad; i++)
            lines.Add(BadLines.OfPsv(lines[first + numbers.NextBelow(rows)], numbers));
        return new(name, Text(string.Join('\n', lines) + "\n"), good, bad, twice);
    }

    private static NightFile Xml(string name, Observer observer, List<Observation> seen, int bad, int twice, NormalNumbers numbers)
    {
        var records = seen.ConvertAll(AdesObservations.ToRecord);
        var good = records.Count;
        for (var i = 0; i < twice; i++)
            records.Add(records[numbers.NextBelow(good)]);
        for (var i = 0; i < bad; i++)
            records.Add(BadLines.OfRecord(records[numbers.NextBelow(good)]));
        using var stream = new MemoryStream();
        AdesXml.Write(Document(observer, records), stream);
        return new(name, stream.ToArray(), good, bad, twice);
    }

    private static AdesDocument Document(Observer observer, List<AdesRecord> records) => new("2022",
        [new([
            new("observatory", "", [KeyValuePair.Create("mpcCode", observer.Station.Code)]),
            new("submitter", "", [KeyValuePair.Create("name", "A. Observer")]),
            new("observers", "", [KeyValuePair.Create("name", "A. Observer")]),
            new("measurers", "", [KeyValuePair.Create("name", "A. Measurer")]),
            new("telescope", "", [KeyValuePair.Create("design", "reflector"), KeyValuePair.Create("aperture", "1.0"), KeyValuePair.Create("detector", "CCD")]),
        ], records)]);

    private static int Share(int all, int index, int parts) => all / parts + (index < all % parts ? 1 : 0);

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
