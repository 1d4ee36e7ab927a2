using Neo.Tables;
using Neo.Time;

namespace Neo.Astrometry;

/// <summary>Observations as the one CSV that later steps read, and refused lines beside it.</summary>
public static class ObservationTable
{
    private static readonly string[] _columns =
        ["object", "permID", "provID", "trkSub", "obsID", "stn", "mode", "obsTime", "ra", "dec", "precTime", "precRA", "precDec", "rmsRA", "rmsDec",
         "mag", "band", "astCat", "sys", "pos1", "pos2", "pos3", "notes", "prog", "ref", "disc"];

    public static string Write(IEnumerable<Observation> observations) => Csv.Write(_columns, observations.Select(o => new[]
    {
        o.Name.Id, o.Name.PermId, o.Name.ProvId, o.Name.TrkSub, o.ObsId, o.Station, o.Mode, o.Time.ToString(6), Cells.Of(o.Ra), Cells.Of(o.Dec),
        Cells.Of(o.PrecTime), Cells.Of(o.PrecRa), Cells.Of(o.PrecDec), Cells.Of(o.RmsRa), Cells.Of(o.RmsDec), o.Magnitude, o.Band, o.Catalogue,
        o.Location?.System ?? "", o.Location?.First ?? "", o.Location?.Second ?? "", o.Location?.Third ?? "", o.Notes, o.Program, o.Reference, o.IsDiscovery ? "*" : "",
    }));

    public static string WriteRefused(IEnumerable<RefusedLine> refused) => Csv.Write(
        ["source", "line", "code", "reason", "raw"], refused.Select(r => new[] { r.Source, Cells.Of(r.Line), r.Code, r.Reason, r.Raw }));

    public static Reading<IReadOnlyList<Observation>> Read(string text, string source)
    {
        if (!Csv.Read(text, source).TryGet(out var table, out var refusal))
            return refusal;
        if (table.Lacks(_columns) is { } missing)
            return TableRefusals.Column(source, missing);
        var observations = new List<Observation>();
        foreach (var row in table.Rows)
        {
            double? precTime = null, precRa = null, precDec = null, rmsRa = null, rmsDec = null;
            var bad = !Utc.TryParse(row["obsTime"], out var time) ? "obsTime"
                : !Cells.TryNumber(row["ra"], out _) ? "ra"
                : !Cells.TryNumber(row["dec"], out var dec) || Math.Abs(dec) > 90 ? "dec"
                : !Cells.TryOptional(row["precTime"], out precTime) ? "precTime"
                : !Cells.TryOptional(row["precRA"], out precRa) ? "precRA"
                : !Cells.TryOptional(row["precDec"], out precDec) ? "precDec"
                : !Cells.TryOptional(row["rmsRA"], out rmsRa) || rmsRa <= 0 ? "rmsRA"
                : !Cells.TryOptional(row["rmsDec"], out rmsDec) || rmsDec <= 0 ? "rmsDec"
                : row["object"].Length == 0 ? "object" : null;
            if (bad is not null)
                return TableRefusals.Value(source, row.Line, bad, row[bad]);
            _ = Cells.TryNumber(row["ra"], out var raDegrees);
            _ = Cells.TryNumber(row["dec"], out var decDegrees);
            observations.Add(new()
            {
                Name = new(row["permID"], row["provID"], row["trkSub"]), ObsId = row["obsID"], Station = row["stn"], Mode = row["mode"], Time = time,
                Ra = raDegrees, Dec = decDegrees, PrecTime = precTime, PrecRa = precRa, PrecDec = precDec, RmsRa = rmsRa, RmsDec = rmsDec,
                Magnitude = row["mag"], Band = row["band"], Catalogue = row["astCat"], Notes = row["notes"], Program = row["prog"], Reference = row["ref"],
                IsDiscovery = row["disc"] == "*", Location = row["sys"].Length > 0 ? new(row["sys"], row["pos1"], row["pos2"], row["pos3"]) : null,
            });
        }
        return observations;
    }
}
