namespace Gantry.Xtce;

/// <summary>How a written name becomes qualified ones to try.</summary>
internal static class NamePath
{
    /// <summary>A name below a system, with <c>.</c>, <c>..</c> and doubled slashes resolved; null when it climbs out of the root.</summary>
    public static string? Join(string system, string name)
    {
        if (name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && name is not ("." or ".."))
            return system + "/" + name;
        var parts = name.StartsWith('/') ? [] : system.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }
        return "/" + string.Join('/', parts);
    }

    public static string? Parent(string system) => system.LastIndexOf('/') is > 0 and var slash ? system[..slash] : null;

    /// <summary>
    /// The ways to read a name as a whole and a part of it: <c>a.b[2]</c> is part <c>b[2]</c> of <c>a</c>. The longest whole
    /// comes first, for names with dots in them are common. An old dialect has a slash before a member.
    /// </summary>
    public static IEnumerable<(string Whole, ValueList<PathStep> Path)> Split(string name)
    {
        for (var cut = name.Length - 1; cut > 0; cut--)
        {
            if (name[cut] is not ('.' or '[' or '/') || name[cut - 1] is '/' or '.')
                continue;
            if (Steps(name[cut..]) is { } steps)
                yield return (name[..cut], steps);
        }
    }

    private static ValueList<PathStep>? Steps(string text)
    {
        var steps = new List<PathStep>();
        var at = 0;
        while (at < text.Length)
        {
            var next = text.AsSpan(at + 1).IndexOfAny('.', '[', '/');
            var part = next < 0 ? text[at..] : text[at..(at + 1 + next)];
            if (part[0] == '[')
            {
                if (!part.EndsWith(']') || !int.TryParse(part.AsSpan(1, part.Length - 2), System.Globalization.NumberStyles.None, null, out var index))
                    return null;
                steps.Add(new(null, index));
            }
            else if (part.Length > 1)
            {
                steps.Add(new(part[1..], 0));
            }
            else
            {
                return null;
            }
            at += part.Length;
        }
        return [.. steps];
    }
}
