using System.Globalization;
using System.Text;

namespace Gantry.Archives;

/// <summary>Refuses names that lead elsewhere, and those that some file system takes for one another.</summary>
internal sealed class MemberNames
{
    private const int LongestPath = 1024;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The name, checked; refused when it is unsafe or a twin of an earlier one.</summary>
    public string Check(string path)
    {
        if (WrongWith(path) is { } complaint)
            throw ArchiveRefusedException.Unsafe($"the name '{Shown(path)}' in it {complaint}");
        if (!_seen.Add(path.ToUpperInvariant()))
            throw ArchiveRefusedException.Unsafe($"two names in it are one to some systems: '{Shown(path)}'");
        return path;
    }

    private static string? WrongWith(string path)
    {
        if (path.Length is 0 or > LongestPath)
            return $"has {path.Length} letters; 1 to {LongestPath} are allowed";
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':'))
            return "is absolute";
        if (path.Contains('\\'))
            return "holds a backslash";
        foreach (var letter in path)
        {
            if (char.IsControl(letter) || letter is '\ufffd' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                return $"holds U+{(int)letter:X4}";
            if (HasOtherSpelling(letter))
                return $"holds U+{(int)letter:X4}, which some systems spell otherwise";
        }
        foreach (var part in path.Split('/'))
        {
            if (part is "" or "." or "..")
                return $"has the part '{part}'";
        }
        return null;
    }

    // Letters that can also be spelled as others: one file system keeps the spelling, the next one changes it. The program runs
    // without tables of normal forms, so such names are refused rather than compared.
    private static bool HasOtherSpelling(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        || letter is (>= '\u1100' and <= '\u11ff') or '\u2126' or '\u212a' or '\u212b' or (>= '\uf900' and <= '\ufaff');

    private static string Shown(string path)
    {
        var shown = new StringBuilder();
        foreach (var letter in path.AsSpan(0, Math.Min(path.Length, 100)))
            shown.Append(letter is >= ' ' and <= '~' ? letter : '?');
        return shown.ToString();
    }
}
