using System.Globalization;
using Neo.Time;

namespace Neo.Astrometry.Ades;

/// <summary>Optical records as observations and back.</summary>
public static class AdesObservations
{
    public static Harvest ToObservations(AdesReading reading, string source)
    {
        var observations = new List<Observation>();
        var refused = new List<RefusedLine>(reading.Refused);
        foreach (var record in reading.Document.Blocks.SelectMany(b => b.Records))
        {
            if (ToObservation(record, $"{source}:{record.Line}").TryGet(out var observation, out var refusal))
                observations.Add(observation);
            else
                refused.Add(new(source, record.Line, refusal.Code, refusal.Message, record.Raw));
        }
        return new(observations, refused);
    }

    public static Reading<Observation> ToObservation(AdesRecord record, string obsId)
    {
        if (record.Kind != "optical")
            return AstrometryRefusals.AdesKind(record.Kind);
        var name = new ObjectName(record["permID"], record["provID"], record["trkSub"]);
        if (name.Id.Length == 0)
            return AstrometryRefusals.AdesMissing("permID, provID or trkSub");
        if (!record["obsTime"].EndsWith('Z') || !Utc.TryParse(record["obsTime"], out var time) || time.Day < -21503)
            return AstrometryRefusals.AdesField("obsTime", record["obsTime"], "it should be like 2026-11-21T03:04:05.67Z, from 1800 on");
        if (!TryNumber(record["ra"], out var ra) || ra is < 0 or >= 360)
            return AstrometryRefusals.AdesField("ra", record["ra"], "it should be degrees from 0 to 360");
        if (!TryNumber(record["dec"], out var dec) || dec is < -90 or > 90)
            return AstrometryRefusals.AdesField("dec", record["dec"], "it should be degrees from -90 to 90");
        if (record["stn"].Length is < 3 or > 4)
            return AstrometryRefusals.AdesField("stn", record["stn"], "it should be a station code of three or four characters");
        var numbers = new Dictionary<string, double?>();
        foreach (var field in (string[])["precTime", "precRA", "precDec", "rmsRA", "rmsDec", "mag"])
        {
            var isThere = record[field].Length > 0;
            if (isThere && (!TryNumber(record[field], out var value) || (field != "mag" && value <= 0)))
                return AstrometryRefusals.AdesField(field, record[field], field == "mag" ? "it should be a number" : "it should be a number above 0");
            numbers[field] = isThere ? double.Parse(record[field], CultureInfo.InvariantCulture) : null;
        }
        var location = record["sys"].Length > 0 ? new Location(record["sys"], record["pos1"], record["pos2"], record["pos3"]) : null;
        if (location is not null && (!TryNumber(location.First, out _) || !TryNumber(location.Second, out _) || !TryNumber(location.Third, out _)))
            return AstrometryRefusals.AdesField("pos1-3", $"{location.First} {location.Second} {location.Third}", "three numbers should say the place");
        return new Observation
        {
            Name = name, Time = time, Ra = ra, Dec = dec, Station = record["stn"], Mode = record["mode"].Length > 0 ? record["mode"] : "CCD",
            PrecTime = numbers["precTime"], PrecRa = numbers["precRA"], PrecDec = numbers["precDec"], RmsRa = numbers["rmsRA"], RmsDec = numbers["rmsDec"],
            Magnitude = record["mag"], Band = record["band"], Catalogue = record["astCat"], Notes = record["notes"], Program = record["prog"],
            Reference = record["ref"], IsDiscovery = record["disc"] == "*", Location = location, ObsId = obsId,
        };
    }

    public static AdesRecord ToRecord(Observation observation)
    {
        (string Key, string Value)[] fields =
        [
            ("permID", observation.Name.PermId), ("provID", observation.Name.ProvId), ("trkSub", observation.Name.TrkSub),
            ("mode", observation.Mode), ("stn", observation.Station), ("prog", observation.Program),
            ("sys", observation.Location?.System ?? ""), ("ctr", observation.Location is { System: not "WGS84" } ? "399" : ""),
            ("pos1", observation.Location?.First ?? ""), ("pos2", observation.Location?.Second ?? ""), ("pos3", observation.Location?.Third ?? ""),
            ("obsTime", observation.Time.ToString(3)),
            ("ra", observation.Ra.ToString("F7", CultureInfo.InvariantCulture)),
            // A minus before nothing is kept too: old plates have -00 00.
            ("dec", (double.IsNegative(observation.Dec) ? "-" : "+") + Math.Abs(observation.Dec).ToString("F7", CultureInfo.InvariantCulture)),
            ("rmsRA", Text(observation.RmsRa)), ("rmsDec", Text(observation.RmsDec)), ("astCat", observation.Catalogue),
            ("mag", observation.Magnitude), ("band", observation.Band), ("notes", observation.Notes), ("ref", observation.Reference),
            ("disc", observation.IsDiscovery ? "*" : ""), ("precTime", Text(observation.PrecTime)), ("precRA", Text(observation.PrecRa)), ("precDec", Text(observation.PrecDec)),
        ];
        return new("optical", [.. fields.Where(f => f.Value.Length > 0).Select(f => KeyValuePair.Create(f.Key, f.Value))]);
    }

    private static string Text(double? value) => value?.ToString("0.###########", CultureInfo.InvariantCulture) ?? "";

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
