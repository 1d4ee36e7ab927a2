using System.Globalization;
using System.Text;
using Neo.Tables;
using Neo.Time;

namespace Neo.Priorities;

/// <summary>The plan as CSV for programs and, in the layout of the service's priority list, for telescopes.</summary>
public static class PriorityLists
{
    public static string WriteCsv(IEnumerable<Target> targets) => Csv.Write(
        ["rank", "object", "category", "score", "ra", "dec", "elongation", "magnitude", "uncertainty", "uncertainty_10d", "last_night"],
        targets.Select((t, i) => new[]
        {
            Cells.Of(i + 1), t.Object, Cells.Of(t.Category), Cells.Of(t.Score, "F3"), Cells.Of(t.Ra, "F4"), Cells.Of(t.Dec, "F4"), Cells.Of(t.Elongation, "F0"),
            Cells.Of(t.Magnitude, "F1"), Cells.Of(t.SkyUncertainty, "0.##"), Cells.Of(t.UncertaintyLater, "0.##"), Day(t.LastNight, ""),
        }));

    /// <summary>Category, name, right ascension in seconds of time, declination, elongation, magnitude, uncertainty in seconds of arc, last night.</summary>
    public static string WriteList(IEnumerable<Target> targets, double date)
    {
        var text = new StringBuilder($"\"{Day(date, "/")}\"\n");
        foreach (var t in targets)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{t.Category}  {$"\"{t.Object}\"",-14}{t.Ra * 240,8:F1} {t.Dec,6:F1} {t.Elongation,3:F0} {t.Magnitude,4:F1} {Math.Min(99999, Math.Round(t.SkyUncertainty)),5}  \"{Day(t.LastNight ?? date + 90, "/")}\"\n");
        }
        return text.ToString();
    }

    private static string Day(double? mjd, string separator) =>
        mjd is { } day ? JulianDays.ToDate((int)Math.Floor(day)).ToString(separator == "/" ? "yyyy'/'MM'/'dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
}
