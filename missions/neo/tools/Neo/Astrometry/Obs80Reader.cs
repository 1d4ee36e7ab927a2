using System.Globalization;
using Neo.Time;

namespace Neo.Astrometry;

/// <summary>
/// Reads 80-column astrometry line by line. A line that cannot be read is set aside with its reason; its neighbours are
/// not harmed by it.
/// </summary>
public static class Obs80Reader
{
    private static readonly string[] _headers = ["COD", "CON", "OBS", "MEA", "TEL", "NET", "BND", "COM", "NUM", "ACK", "AC2"];

    public static Harvest Read(IEnumerable<string> lines, string source)
    {
        var observations = new List<Observation>();
        var refused = new List<RefusedLine>();
        (string Text, int Number)? waiting = null;
        foreach (var (text, number) in Unfold(lines))
        {
            if (waiting is { } first)
            {
                waiting = null;
                if (IsPair(first.Text, text))
                {
                    Take(first.Text, first.Number, text);
                    continue;
                }
                Refuse(AstrometryRefusals.Unpaired(first.Text[14]), first.Text, first.Number);
            }
            if (text.Length == 0 || IsHeader(text))
                continue;
            if (CheckShape(text) is { } shapeless)
                Refuse(shapeless, text, number);
            else if (text[14] is 'S' or 'V' or 'R')
                waiting = (text, number);
            else if (text[14] is 's' or 'v' or 'r')
                Refuse(AstrometryRefusals.Unpaired(text[14]), text, number);
            else
                Take(text, number, null);
        }
        if (waiting is { } last)
            Refuse(AstrometryRefusals.Unpaired(last.Text[14]), last.Text, last.Number);
        return new(observations, refused);

        void Take(string text, int number, string? second)
        {
            if (ReadRecord(text, second, $"{source}:{number}").TryGet(out var observation, out var refusal))
                observations.Add(observation);
            else
                Refuse(refusal, second is null ? text : text + "\n" + second, number);
        }

        void Refuse(Refusal refusal, string text, int number) => refused.Add(new(source, number, refusal.Code, refusal.Message, text));
    }

    /// <summary>One record: 80 columns, and its second line where column 15 says that there is one.</summary>
    public static Reading<Observation> ReadRecord(string text, string? second = null, string obsId = "")
    {
        if (CheckShape(text) is { } shapeless)
            return shapeless;
        if (second is not null && CheckShape(second) is { } secondShapeless)
            return secondShapeless;
        var kind = text[14];
        if (kind is 'X' or 'x')
            return AstrometryRefusals.Replaced();
        if (kind is 'R' or 'r')
            return AstrometryRefusals.Radar();
        if (kind is 'S' or 'V' ? second is null || !IsPair(text, second) : Codes.Mode(kind) is null)
            return kind is 'S' or 'V' ? AstrometryRefusals.Unpaired(kind) : AstrometryRefusals.Note(kind);
        if (ObjectName.FromColumns(text[..12]) is not { } name)
            return AstrometryRefusals.Nameless(text[..12]);
        if (!TryReadDate(text.AsSpan(15, 17), out var time, out var precTime))
            return AstrometryRefusals.Date(text.Substring(15, 17));
        if (!Sexagesimal.TryRead(text.AsSpan(32, 12), 24, out var ra, out var precRa) || ra >= 24)
            return AstrometryRefusals.Ra(text.Substring(32, 12));
        if (text[44] is not ('+' or '-') || !Sexagesimal.TryRead(text.AsSpan(45, 11), 90, out var dec, out var precDec))
            return AstrometryRefusals.Dec(text.Substring(44, 12));
        var magnitude = text.Substring(65, 5).Trim();
        if (magnitude.Length > 0 && !double.TryParse(magnitude, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return AstrometryRefusals.Magnitude(text.Substring(65, 5));
        var station = text[77..80];
        if (!IsStation(station))
            return AstrometryRefusals.Station(station);
        var location = default(Location);
        if (second is not null && !Obs80Places.TryRead(second, out location))
            return AstrometryRefusals.Place(second[32..]);
        return new Observation
        {
            Name = name, Time = time, PrecTime = precTime, Ra = ra * 15, PrecRa = precRa, Dec = text[44] == '-' ? -dec : dec, PrecDec = precDec,
            Station = station, Mode = Codes.Mode(kind) ?? "CCD", Magnitude = magnitude, Band = text.Substring(70, 1).Trim(),
            Catalogue = Codes.Catalogue(text[71]), Reference = text.Substring(72, 5).Trim(), IsDiscovery = text[12] == '*',
            Notes = char.IsAsciiLetter(text[13]) ? text.Substring(13, 1) : "", Program = char.IsAsciiLetter(text[13]) ? "" : text.Substring(13, 1).Trim(),
            Location = location, ObsId = obsId,
        };
    }

    internal static bool IsStation(string station) => station.Length == 3 && station.All(char.IsAsciiLetterOrDigit);

    // Some deliver both lines of a pair as one of 160 characters.
    private static IEnumerable<(string Text, int Number)> Unfold(IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.TrimEnd('\r', '\n');
            if (text.Length == 160 && text[14] is 'S' or 'V' or 'R' && char.ToLowerInvariant(text[14]) == text[94])
            {
                yield return (text[..80], number);
                yield return (text[80..], number);
            }
            else
            {
                yield return (text.Length > 80 ? text.TrimEnd(' ') is { Length: > 80 } still ? still : text[..80] : text.TrimEnd(' ').Length == 0 ? "" : text, number);
            }
        }
    }

    private static Refusal? CheckShape(string text)
    {
        if (!text.All(letter => letter is >= ' ' and <= '~'))
            return AstrometryRefusals.NotPlain();
        if (text.Length != 80)
            return text.Length > 4 && text[3] == ' ' && text[..3].All(char.IsAsciiLetterUpper) ? AstrometryRefusals.Header(text[..3]) : AstrometryRefusals.Length(text.Length);
        return null;
    }

    private static bool IsHeader(string text) => text.Length >= 3 && Array.IndexOf(_headers, text[..3]) >= 0 && (text.Length == 3 || text[3] == ' ');

    // Both share the object and the time; only the case of column 15 tells them apart.
    private static bool IsPair(string first, string second) =>
        first.Length == 80 && second.Length == 80 && second[14] == char.ToLowerInvariant(first[14])
        && string.CompareOrdinal(first, 0, second, 0, 12) == 0 && string.CompareOrdinal(first, 15, second, 15, 17) == 0;

    private static bool TryReadDate(ReadOnlySpan<char> field, out Utc time, out double precision)
    {
        (time, precision) = (default, 0);
        var text = field.TrimEnd(' ');
        if (text.Length < 10 || text[4] != ' ' || text[7] != ' ' || (text.Length > 10 && text[10] != '.')
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !JulianDays.TryToMjd(year, month, day, out var mjd) || year < 1800)
            return false;
        var part = 0.0;
        if (text.Length > 11 && (!char.IsAsciiDigit(text[11]) || !double.TryParse(text[10..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out part)))
            return false;
        precision = Math.Pow(10, 6 - Math.Max(text.Length - 11, 0));
        time = new(mjd, part * LeapSeconds.DayLength(mjd));
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
