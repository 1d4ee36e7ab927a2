using Neo.Numerics;
using Neo.Tables;

namespace Neo.Determination;

/// <summary>What the fits left over, observation by observation: those not used too, with the reason.</summary>
public static class ResidualTable
{
    public sealed record Row(string Object, Residual? Residual, string ObsId, string Station, string Time, string Reason);

    public static string Write(IEnumerable<Row> rows) => Csv.Write(
        ["object", "obsID", "stn", "obsTime", "resRA", "resDec", "sigRA", "sigDec", "chi", "selAst", "reason"], rows.Select(r => new[]
        {
            r.Object, r.ObsId, r.Station, r.Time, Arc(r.Residual?.Ra), Arc(r.Residual?.Dec), Arc(r.Residual?.Sight.SigmaRa), Arc(r.Residual?.Sight.SigmaDec),
            r.Residual is { } residual ? Cells.Of(Math.Sqrt(residual.Chi2), "F2") : "", r.Residual is { IsUsed: true } ? "a" : "d", r.Reason,
        }));

    private static string Arc(double? radians) => radians is { } angle ? Cells.Of(angle / Angles.ArcSecond, "F3") : "";
}
