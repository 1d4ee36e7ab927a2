using System.Text;

namespace Gantry.Yaml;

/// <summary>How messages speak of nodes, values and near misses.</summary>
internal static class Wording
{
    private const int Longest = 60;

    /// <summary>A value in quotes, short enough for one line and free of anything a terminal would obey.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, Longest)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                shown.Append('\\').Append('u').Append(((int)c).ToString("X4", null));
            else
                shown.Append(c);
        }
        return shown.Append(value.Length > Longest ? "…'" : "'").ToString();
    }

    public static string Found(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlMap => "a map",
        YamlText text when PlainScalars.IsNothing(text) => "nothing",
        YamlText text when PlainScalars.TryFlag(text, out _) => $"the flag {text.Value}",
        YamlText text when PlainScalars.TryNumber(text, out _) => $"the number {Quote(text.Value)[1..^1]}",
        YamlText text => $"the text {Quote(text.Value)}",
        _ => "something unknown",
    };

    /// <summary><c>; did you mean 'owners'?</c>, or nothing when no known word is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known)
    {
        // The comparison is quadratic, and nobody mistypes a word into one of hundreds of letters.
        if (word.Length > 64)
            return "";
        var best = known.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) && best.Distance < best.Word.Length
            ? $"; did you mean '{best.Word}'?"
            : "";
    }

    /// <summary>Letters to change, add or drop; two neighbours changing places count once, being the usual slip.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }
                var changed = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
