using Neo.Ephemeris;
using Neo.Tables;
using Neo.Time;

namespace Neo.CloseApproaches;

/// <summary>Close approaches as CSV.</summary>
public static class ApproachTable
{
    public static string Write(IEnumerable<CloseApproach> approaches) => Csv.Write(
        ["object", "time", "tdb", "au", "km", "ld", "sigma_au", "sigma_days", "speed", "H", "diameter", "brightest"],
        approaches.OrderBy(a => a.Nearest.Time).Select(a => new[]
        {
            a.Object, new Tdb(a.Nearest.Time).ToTt().ToUtc().ToString(0), Cells.Of(a.Nearest.Time, "F6"), Cells.Of(a.Nearest.Distance, "F8"),
            Cells.Of(a.Nearest.Distance * Constants.AuKm, "F0"), Cells.Of(a.Nearest.Distance / Constants.LunarDistance, "F3"),
            a.SigmaDistance is { } distance ? Cells.Of(distance, "0.###E0") : "", a.SigmaTime is { } time ? Cells.Of(time, "0.###E0") : "",
            Cells.Of(a.SpeedKmS, "F2"), Cells.Of(a.H), a.H is { } h ? Cells.Of(Risk.Size.DiameterMetres(h), "F0") : "",
            a.H is { } bright ? Cells.Of(bright + 5 * Math.Log10(a.Nearest.Distance), "F1") : "",
        }));
}
