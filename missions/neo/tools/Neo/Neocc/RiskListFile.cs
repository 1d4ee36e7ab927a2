using System.Globalization;
using System.Text;
using Neo.Risk;
using Neo.Tables;
using Neo.Time;

namespace Neo.Neocc;

/// <summary>The risk list in the service's layout; the special list lacks the last three columns.</summary>
public static class RiskListFile
{
    private const string Heading =
        "            Object         |    Diameter    |             VI Max                                   |          VIs                  |\n"
        + " Num/des.       Name       |   m  |   *=Y   |      Date/Time   |  IP max  | PS max |TS  | Vel km/s | Years     | IP cum   | PS cum |\n";

    public static Reading<IReadOnlyList<RiskRow>> Read(string text, string source, bool isSpecial = false)
    {
        if (!MaskedList.Read(text, isSpecial ? Layout.SpecialRiskList : Layout.RiskList, source).TryGet(out var list, out var refusal))
            return refusal;
        var rows = new List<RiskRow>();
        foreach (var (line, cells) in list.Rows)
        {
            if (!ReadRow(cells, line, source).TryGet(out var row, out refusal))
                return refusal;
            rows.Add(row);
        }
        return rows;
    }

    public static string Write(IEnumerable<RiskRow> rows, Utc computed)
    {
        var text = new StringBuilder($"Last Update: {Minute(computed)} UTC\n").Append(Heading).Append(Layout.RiskList.Mask).Append('\n');
        foreach (var row in rows)
        {
            // A numbered object stands in the first nine columns, one that only has a designation begins there too.
            var name = row.Number.Length > 0 ? $"{row.Number,-9} {row.Designation,16}" : row.Designation.Replace(" ", "", StringComparison.Ordinal).PadRight(26);
            var diameter = row.DiameterMetres < 9.95 ? row.DiameterMetres.ToString("0.#", CultureInfo.InvariantCulture) : row.DiameterMetres.ToString("F0", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"{name} | {diameter,4} |    {(row.IsDiameterEstimated ? '*' : ' ')}    | {Minute(Utc.OfMjd(row.Impact))} | {Power(row.Probability)} | {row.Palermo,6:F2} | {row.Torino,2} |  {row.SpeedKmS,6:F2}  | {row.FirstYear}-{row.LastYear} | {Power(row.CumulativeProbability)} | {row.CumulativePalermo,6:F2} |\n");
        }
        return text.ToString();
    }

    private static Reading<RiskRow> ReadRow(string[] cells, int line, string source)
    {
        string? bad = null;
        double Number(int column, string what)
        {
            if (!Cells.TryNumber(cells[column].Trim(), out var value))
                bad ??= $"{what}|{cells[column].Trim()}";
            return value;
        }

        var (name, date) = (cells[0].PadRight(26), cells[3].Trim());
        if (!Utc.TryParse(date.Replace(' ', 'T') + ":00Z", out var impact))
            bad ??= $"a date and time|{date}";
        var (diameter, ip, ps, speed) = (Number(1, "a diameter"), Number(4, "a probability"), Number(5, "a Palermo value"), Number(7, "a speed"));
        var isFull = cells.Length > 8;
        var (ipCum, psCum) = isFull ? (Number(9, "a probability"), Number(10, "a Palermo value")) : (ip, ps);
        int first = JulianDays.ToDate(impact.Day).Year, last = first;
        if (isFull && (cells[8].Trim().Split('-') is not [var from, var to] || !int.TryParse(from, out first) || !int.TryParse(to, out last)))
            bad ??= $"years|{cells[8].Trim()}";
        if (bad is not null)
            return NeoccRefusals.Row(source, line, bad.Split('|')[0], bad.Split('|')[1]);
        var isNumbered = name[..9].Trim().All(char.IsAsciiDigit) && name[..9].Trim().Length > 0;
        int? torino = int.TryParse(cells[6].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;
        return new RiskRow(isNumbered ? name[..9].Trim() : "", isNumbered ? name[9..].Trim() : name.Trim(), diameter, cells[2].Trim() == "*", impact.Mjd, ip, ps, torino,
            speed, first, last, ipCum, psCum);
    }

    private static string Minute(Utc utc) => utc.ToString(0)[..16].Replace('T', ' ');

    private static string Power(double value) => value.ToString("0.00E-0", CultureInfo.InvariantCulture).PadLeft(8);
}
