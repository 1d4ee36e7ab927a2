using System.Text;

namespace Neo.Astrometry.Ades;

/// <summary>ADES with pipes: headers, a keyword line, rows; blocks may follow one another with keywords of their own.</summary>
public static class AdesPsv
{
    public static Reading<AdesReading> Read(IEnumerable<string> lines, string source)
    {
        var version = "";
        var blocks = new List<AdesBlock>();
        var refused = new List<RefusedLine>();
        var (context, records) = (new List<AdesGroup>(), new List<AdesRecord>());
        string[]? keywords = null;
        var number = 0;
        foreach (var line in lines.Select(l => l.TrimEnd('\r', '\n')))
        {
            number++;
            if (line.Trim().Length == 0)
                continue;
            if (line[0] == '#' && line.Contains("version=", StringComparison.Ordinal))
            {
                version = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
                continue;
            }
            if (version.Length == 0)
                return AstrometryRefusals.NotAdes("it should begin with '# version=2022'.");
            if (line[0] is '#' or '!')
            {
                if (keywords is not null)
                    EndBlock();
                AddHeader(line);
            }
            else if (IsKeywords(line))
            {
                // New keywords in the same block only say that the columns are others from here on.
                keywords = [.. line.Split('|').Select(k => k.Trim())];
            }
            else
            {
                AddRow(line);
            }
        }
        EndBlock();
        return version.Length == 0 ? AstrometryRefusals.NotAdes("it is empty.") : new AdesReading(new(version, blocks), refused);

        void EndBlock()
        {
            if (context.Count > 0 || records.Count > 0)
                blocks.Add(new(context, records));
            (context, records, keywords) = ([], [], null);
        }

        void AddHeader(string line)
        {
            var text = line[1..].Trim();
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var (key, value) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
            if (line[0] == '#')
                context.Add(new(key, value, new List<KeyValuePair<string, string>>()));
            else if (context.Count > 0)
                ((List<KeyValuePair<string, string>>)context[^1].Lines).Add(new(key, value));
            else
                Refuse(AstrometryRefusals.NotAdes("a '!' line stands before any '#' line."), line);
        }

        void AddRow(string line)
        {
            var values = line.Split('|');
            if (keywords is null)
            {
                Refuse(AstrometryRefusals.AdesKeywords(), line);
                return;
            }
            if (values.Length != keywords.Length)
            {
                Refuse(AstrometryRefusals.AdesColumns(values.Length, keywords.Length), line);
                return;
            }
            var fields = keywords.Zip(values, (k, v) => KeyValuePair.Create(k, v.Trim())).Where(f => f.Value.Length > 0).ToList();
            records.Add(new(AdesRecord.KindOf(fields.Select(f => f.Key)), fields, number, line));
        }

        void Refuse(Refusal refusal, string line) => refused.Add(new(source, number, refusal.Code, refusal.Message, line));
    }

    public static string Write(AdesDocument document)
    {
        var text = new StringBuilder().Append("# version=").Append(document.Version).Append('\n');
        foreach (var block in document.Blocks)
        {
            foreach (var group in block.Context)
            {
                text.Append("# ").Append(group.Name).Append(group.Text.Length > 0 ? " " + group.Text : "").Append('\n');
                foreach (var (key, value) in group.Lines)
                    text.Append("! ").Append(key).Append(' ').Append(value).Append('\n');
            }
            // Records of a kind share their keywords, in the order in which they first come.
            foreach (var kind in Runs(block.Records))
                WriteTable(text, kind);
        }
        return text.ToString();
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<AdesRecord> records)
    {
        // permID comes first even where nobody has one: it is how a keyword line is recognised.
        var keywords = records.SelectMany(r => r.Fields.Select(f => f.Key)).Prepend("permID").Distinct().ToList();
        var widths = keywords.Select(k => Math.Max(k.Length, records.Max(r => r[k].Length))).ToList();
        text.AppendJoin('|', keywords.Select((k, i) => k.PadRight(widths[i]))).Append('\n');
        foreach (var record in records)
            text.AppendJoin('|', keywords.Select((k, i) => record[k].PadRight(widths[i]))).Append('\n');
    }

    private static IEnumerable<IReadOnlyList<AdesRecord>> Runs(IReadOnlyList<AdesRecord> records)
    {
        var run = new List<AdesRecord>();
        foreach (var record in records)
        {
            if (run.Count > 0 && run[0].Kind != record.Kind)
            {
                yield return run;
                run = [];
            }
            run.Add(record);
        }
        if (run.Count > 0)
            yield return run;
    }

    private static bool IsKeywords(string line)
    {
        var first = line.Split('|')[0].Trim();
        return line.Contains('|', StringComparison.Ordinal) && first is "permID" or "provID" or "trkSub" or "artSat";
    }
}
