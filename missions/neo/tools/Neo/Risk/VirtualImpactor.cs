using Neo.Tables;
using Neo.Time;

namespace Neo.Risk;

/// <summary>An impact that the observations do not exclude.</summary>
/// <param name="Impact">MJD, UTC.</param>
/// <param name="Observed">Mean time of the observations, MJD.</param>
/// <param name="IsDiameterEstimated">From brightness, and not measured.</param>
public sealed record VirtualImpactor(
    string Object, double Impact, double Probability, double SpeedKmS, double DiameterMetres, bool IsDiameterEstimated, double Observed, int Samples = 0, int Hits = 0)
{
    public double EnergyMt => Size.EnergyMt(DiameterMetres, SpeedKmS);
}

/// <summary>Virtual impactors as CSV.</summary>
public static class ImpactTable
{
    private static readonly string[] _columns = ["object", "impact", "probability", "speed", "diameter", "estimated", "energy", "observed", "samples", "hits", "method"];

    public static string Write(IEnumerable<VirtualImpactor> impacts) => Csv.Write(_columns, impacts.Select(i => new[]
    {
        i.Object, Utc.OfMjd(i.Impact).ToString(0), Cells.Of(i.Probability, "0.###E0"), Cells.Of(i.SpeedKmS, "F2"), Cells.Of(i.DiameterMetres, "F1"),
        i.IsDiameterEstimated ? "*" : "", Cells.Of(i.EnergyMt, "0.###E0"), Utc.OfMjd(i.Observed).ToString(0), Cells.Of(i.Samples), Cells.Of(i.Hits), "demo",
    }));

    public static Reading<IReadOnlyList<VirtualImpactor>> Read(string text, string source)
    {
        if (!Csv.Read(text, source).TryGet(out var table, out var refusal))
            return refusal;
        if (table.Lacks("object", "impact", "probability", "speed", "diameter", "observed") is { } missing)
            return TableRefusals.Column(source, missing);
        var impacts = new List<VirtualImpactor>();
        foreach (var row in table.Rows)
        {
            double probability = 0, speed = 0, diameter = 0;
            Utc impact = default, observed = default;
            var bad = row["object"].Length == 0 ? "object"
                : !Utc.TryParse(row["impact"], out impact) ? "impact"
                : !Cells.TryNumber(row["probability"], out probability) || probability is <= 0 or > 1 ? "probability"
                : !Cells.TryNumber(row["speed"], out speed) || speed <= 0 ? "speed"
                : !Cells.TryNumber(row["diameter"], out diameter) || diameter <= 0 ? "diameter"
                : !Utc.TryParse(row["observed"], out observed) ? "observed" : null;
            if (bad is not null)
                return TableRefusals.Value(source, row.Line, bad, row[bad]);
            impacts.Add(new(row["object"], impact.Mjd, probability, speed, diameter, row["estimated"] == "*", observed.Mjd));
        }
        return impacts;
    }
}
