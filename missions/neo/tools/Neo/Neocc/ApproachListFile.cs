using System.Globalization;
using System.Text;
using Neo.CloseApproaches;
using Neo.Ephemeris;
using Neo.Risk;
using Neo.Tables;
using Neo.Time;

namespace Neo.Neocc;

/// <summary>One line of the list of close approaches.</summary>
/// <param name="Index">The close-approach index; null in layouts before 2023.</param>
public sealed record ApproachRow(
    string Object, DateOnly Date, double Km, double Au, double LunarDistances, double DiameterMetres, bool IsDiameterEstimated, double H, double Brightest, double SpeedKmS, double? Index);

/// <summary>The list of close approaches in the service's layouts: with the index since 2023, without it before.</summary>
public static class ApproachListFile
{
    private const string Heading =
        "            Object         |            |     Miss Distance             |     Diameter     |  H   | Max bright | Rel. vel |\n"
        + " Num/des.       Name       | Date       |    km   |    au    |   LD   |   m    |  *=Yes  | mag  |   mag      | km/s     |\n";

    public static Reading<IReadOnlyList<ApproachRow>> Read(string text, string source, Layout? layout = null)
    {
        if (!MaskedList.Read(text, layout ?? Layout.Approaches, source).TryGet(out var list, out var refusal))
            return refusal;
        var rows = new List<ApproachRow>();
        foreach (var (line, cells) in list.Rows)
        {
            var numbers = new double[cells.Length];
            foreach (var (column, what) in ((int, string)[])[(2, "kilometres"), (3, "au"), (4, "lunar distances"), (5, "a diameter"), (7, "H"), (8, "a magnitude"), (9, "a speed")])
            {
                if (!Cells.TryNumber(cells[column].Trim(), out numbers[column]))
                    return NeoccRefusals.Row(source, line, what, cells[column].Trim());
            }
            if (!DateOnly.TryParseExact(cells[1].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return NeoccRefusals.Row(source, line, "a date", cells[1].Trim());
            double? index = cells.Length > 10 && Cells.TryNumber(cells[10].Trim(), out var value) ? value : null;
            rows.Add(new(string.Join(' ', cells[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)), date, numbers[2], numbers[3], numbers[4], numbers[5], cells[6].Trim() == "*", numbers[7], numbers[8], numbers[9], index));
        }
        return rows;
    }

    /// <summary>Written without the index, whose formula is not published.</summary>
    public static string Write(IEnumerable<CloseApproach> approaches, Utc computed)
    {
        var text = new StringBuilder($"Last Update: {computed.ToString(0)[..16].Replace('T', ' ')} UTC\n").Append(Heading).Append(Layout.OlderApproaches.Mask).Append('\n');
        foreach (var a in approaches.OrderBy(a => a.Nearest.Time))
        {
            var date = new Tdb(a.Nearest.Time).ToTt().ToUtc().ToString(0)[..10];
            var (distance, h) = (a.Nearest.Distance, a.H ?? 99);
            text.Append(CultureInfo.InvariantCulture,
                $"{a.Object.Replace(" ", "", StringComparison.Ordinal),-26} | {date} | {distance * Constants.AuKm,7:F0} | {distance:F6} | {distance / Constants.LunarDistance,6:F3} | {Math.Min(9999, Size.DiameterMetres(h)),4:F0}   |   *     | {h,4:F1} | {h + 5 * Math.Log10(distance),7:F1}    | {a.SpeedKmS,4:F1}     |\n");
        }
        return text.ToString();
    }
}
