using System.Text;

namespace Gantry;

/// <summary>The three rungs of the ladder, in the order a release climbs them.</summary>
public static class Rungs
{
    public const string Dev = "dev";
    public const string Aiv = "aiv";
    public const string Ops = "ops";

    public static IReadOnlyList<string> All { get; } = [Dev, Aiv, Ops];

    public static bool Exists(string environment) => All.Contains(environment);

    /// <summary>The rung below; null at the bottom.</summary>
    public static string? Below(string environment)
    {
        for (var i = 1; i < All.Count; i++)
        {
            if (All[i] == environment)
                return All[i - 1];
        }
        return null;
    }
}

/// <summary>What names may look like. Each check says what is wrong in words, or null when nothing is.</summary>
public static class Names
{
    /// <summary>The most bytes a product's name may have: what every file system and archive format can carry.</summary>
    public const int ProductNameBytes = 255;

    /// <summary>Missions, types, users: lower-case letters, digits and dashes, beginning with a letter.</summary>
    public static string? WrongWith(string what, string name)
    {
        if (name.Length is 0 or > 63)
            return $"a {what} has 1 to 63 letters, this one has {name.Length}";
        if (!char.IsAsciiLetterLower(name[0]))
            return $"a {what} begins with a lower-case letter, not with {Show(name[0])}";
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-')
                return $"a {what} is made of lower-case letters, digits and dashes; {Show(letter)} is none of them";
        }
        return null;
    }

    /// <summary>
    /// A product's name is a file name that every system can store and that looks like nothing but itself: printable
    /// ASCII without slashes. The field's own conventions need no more, and look-alike letters are then impossible.
    /// </summary>
    public static string? WrongWithProductName(string name)
    {
        if (name.Length == 0)
            return "a product's name is not empty";
        if (Encoding.UTF8.GetByteCount(name) > ProductNameBytes)
            return $"a product's name has at most {ProductNameBytes} bytes, this one has {Encoding.UTF8.GetByteCount(name)}";
        foreach (var letter in name)
        {
            if (letter is '/' or '\\')
                return $"a product's name is a file name, not a path; it may not hold {Show(letter)}";
            if (letter is < ' ' or > '~')
                return $"a product's name is made of printable ASCII; {Show(letter)} is not";
            if (letter is '"' or '*' or '?' or '<' or '>' or '|' or ':' or '%')
                return $"a product's name may not hold {Show(letter)}, which some file systems and clients cannot store";
        }
        if (name[0] is '.' or '-' or ' ' || name[^1] is '.' or ' ')
            return $"a product's name may not begin with a dot, a dash or a blank, nor end with a dot or a blank";
        return null;
    }

    private static string Show(char letter) => letter is > ' ' and <= '~' ? $"'{letter}'" : $"U+{(int)letter:X4}";
}
