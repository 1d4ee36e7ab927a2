using System.Globalization;
using Neo.Orbits;

namespace Neo.Neocc;

/// <summary>Reads OEF 2.0: several lines an orbit (ML) or one (1L), elements of any kind, covariances of six to eight dimensions.</summary>
public static class OefReader
{
    public static Reading<IReadOnlyList<OefOrbit>> Read(string text, string source)
    {
        var begin = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (begin.Length == 0)
            return NeoccRefusals.Empty(source);
        if (begin[0] == '<')
            return NeoccRefusals.WebPage(source);
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var header = lines.FindIndex(l => l.Trim() == "END_OF_HEADER");
        if (header < 0)
            return lines.Count(l => l.Trim().Length > 0) == 1 ? NeoccRefusals.NoData(source, begin.Trim()) : NeoccRefusals.Oef(source, lines.Count, "there is no END_OF_HEADER.");
        var keys = lines.Take(header).Select(l => l.Split('!')[0].Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0].Trim(), p => p[1].Trim(' ', '\''));
        if (!keys["format"].Any(f => f.StartsWith("OEF2", StringComparison.Ordinal)))
            return NeoccRefusals.Oef(source, 1, $"the format is '{keys["format"].FirstOrDefault()}', and OEF2.0 is read here.");
        if (keys["refsys"].FirstOrDefault() is { } frame && string.Join(' ', frame.Split(' ', StringSplitOptions.RemoveEmptyEntries)) != "ECLM J2000")
            return NeoccRefusals.Oef(source, 1, $"the reference system is '{frame}', and ECLM J2000 is read here.");
        var body = lines.Skip(header + 1).Select((line, i) => (Text: line, Number: header + 2 + i)).Where(l => l.Text.Trim().Length > 0);
        return keys["rectype"].FirstOrDefault() == "1L" ? ReadSingleLines(body, source) : ReadBlocks(body, source);
    }

    private static Reading<IReadOnlyList<OefOrbit>> ReadBlocks(IEnumerable<(string Text, int Number)> lines, string source)
    {
        var orbits = new List<OefOrbit>();
        OefBlock? block = null;
        foreach (var (text, number) in lines)
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string? problem;
            if (!OefBlock.IsKeyword(words[0]))
            {
                problem = Finish();
                block = new(text.Trim(), number);
            }
            else
            {
                problem = block is null ? "data stands before any name." : block.Take(words);
            }
            if (problem is not null)
                return NeoccRefusals.Oef(source, number, problem);
        }
        return Finish() is { } last ? NeoccRefusals.Oef(source, block?.Line ?? 1, last) : orbits;

        string? Finish()
        {
            if (block is null)
                return null;
            var problem = block.TryBuild(out var orbit);
            if (orbit is not null)
                orbits.Add(orbit);
            return problem;
        }
    }

    // Name in quotes, epoch, six Keplerian elements, H, G.
    private static Reading<IReadOnlyList<OefOrbit>> ReadSingleLines(IEnumerable<(string Text, int Number)> lines, string source)
    {
        var orbits = new List<OefOrbit>();
        foreach (var (text, number) in lines.Where(l => l.Text[0] != '!'))
        {
            var end = text.LastIndexOf('\'');
            var words = text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var name = end > 0 ? text[..end].Trim(' ', '\'') : words[0];
            var values = words.Skip(end > 0 ? 0 : 1).Select(w => TryNumber(w, out var value) ? value : double.NaN).ToArray();
            if (name.Length == 0 || values.Length < 7 || values.Take(7).Any(double.IsNaN))
                return NeoccRefusals.Oef(source, number, "a name, an epoch and six elements are wanted.");
            double? h = values.Length > 7 && !double.IsNaN(values[7]) ? values[7] : null;
            orbits.Add(new(name, ElementSet.Keplerian, values[1..7], values[0], h, values.Length > 8 && !double.IsNaN(values[8]) ? values[8] : 0.15, [0, 0, 6], [],
                new Dictionary<string, string>(), null));
        }
        return orbits;
    }

    internal static bool TryNumber(string text, out double value) =>
        double.TryParse(text.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
