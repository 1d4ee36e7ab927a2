using System.Text;

namespace Neo.Neocc;

/// <summary>How a mask differs from the one that is known, column by column.</summary>
public sealed record LayoutDrift(Layout Known, string Found, IReadOnlyList<string> Differences)
{
    /// <summary>Null when they say the same.</summary>
    public static LayoutDrift? Between(Layout known, string found)
    {
        if (known.Mask.TrimEnd() == found.TrimEnd())
            return null;
        var (old, now) = (known.Columns, Layout.Split(found));
        var differences = new List<string>();
        var pairs = Align(old, now);
        foreach (var (before, after) in pairs)
        {
            if (before is null)
                differences.Add($"new column {after + 1}: '{now[after!.Value].Trim()}'");
            else if (after is null)
                differences.Add($"column {before + 1} is gone: '{old[before.Value].Trim()}'");
            else if (old[before.Value].Trim() != now[after.Value].Trim())
                differences.Add($"column {after + 1} was '{old[before.Value].Trim()}' and is '{now[after.Value].Trim()}'");
            else if (old[before.Value] != now[after.Value])
                differences.Add($"column {after + 1} '{now[after.Value].Trim()}' has another width: it was {old[before.Value].Length} and is {now[after.Value].Length}");
        }
        if (differences.Count == 0)
            differences.Add("the last column ends differently");
        return new(known, found, differences);
    }

    /// <summary>Both masks under one another, with a mark where they part, and the differences in words.</summary>
    public override string ToString()
    {
        var (known, found) = (Known.Mask.TrimEnd(), Found.TrimEnd());
        var same = known.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        var text = new StringBuilder().Append("known: ").AppendLine(known).Append("found: ").AppendLine(found).Append(' ', 7 + same).AppendLine("^");
        foreach (var difference in Differences)
            text.Append("- ").AppendLine(difference);
        return text.ToString();
    }

    // The longest common run of columns in order; between its members a removed and an added one are a changed one.
    private static List<(int? Before, int? After)> Align(IReadOnlyList<string> old, List<string> now)
    {
        var lengths = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
                lengths[i, j] = old[i].Trim() == now[j].Trim() ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }
        var pairs = new List<(int?, int?)>();
        for (int i = 0, j = 0; i < old.Count || j < now.Count;)
        {
            if (i < old.Count && j < now.Count && old[i].Trim() == now[j].Trim())
                pairs.Add((i++, j++));
            else if (i < old.Count && j < now.Count && lengths[i + 1, j + 1] == lengths[i, j])
                pairs.Add((i++, j++));
            else if (j >= now.Count || (i < old.Count && lengths[i + 1, j] >= lengths[i, j + 1]))
                pairs.Add((i++, null));
            else
                pairs.Add((null, j++));
        }
        return pairs;
    }
}
