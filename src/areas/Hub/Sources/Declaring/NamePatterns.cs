using System.Text;
using System.Text.RegularExpressions;

namespace Gantry.Hub;

/// <summary>
/// Which files of a source are taken. A pattern is a glob (<c>*</c>, <c>?</c>, <c>[abc]</c>, <c>{a,b}</c>, and <c>**</c> across
/// folders) or, between slashes, a regular expression for all of it. One that speaks of folders is compared with the path, any
/// other with the file's name.
/// </summary>
internal sealed class NamePatterns
{
    public static readonly NamePatterns All = new([], []);

    private readonly IReadOnlyList<(Regex Regex, bool IsPath)> _take;
    private readonly IReadOnlyList<(Regex Regex, bool IsPath)> _ignore;

    public NamePatterns(IEnumerable<string> take, IEnumerable<string> ignore) =>
        (_take, _ignore) = ([.. take.Select(Compile)], [.. ignore.Select(Compile)]);

    /// <summary>Whether a file is wanted: one of the patterns to take matches, or there are none, and none to ignore does.</summary>
    public bool Wants(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (_take.Count == 0 || Any(_take, path, name)) && !Any(_ignore, path, name);
    }

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? WrongWith(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    private static bool Any(IReadOnlyList<(Regex Regex, bool IsPath)> patterns, string path, string name)
    {
        foreach (var (regex, isPath) in patterns)
        {
            if (regex.IsMatch(isPath ? path : name))
                return true;
        }
        return false;
    }

    // Linear in the length of the path: no pattern can hold up a listing.
    private static (Regex Regex, bool IsPath) Compile(string pattern)
    {
        var isRegex = pattern.Length > 2 && pattern[0] == '/' && pattern[^1] == '/';
        var text = isRegex ? pattern[1..^1] : FromGlob(pattern);
        var regex = new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        return (regex, (isRegex ? text : pattern).Contains('/', StringComparison.Ordinal));
    }

    private static string FromGlob(string glob)
    {
        var regex = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*' when i + 1 < glob.Length && glob[i + 1] == '*':
                    // "**/" also stands for no folder at all.
                    var slash = i + 2 < glob.Length && glob[i + 2] == '/';
                    regex.Append(slash ? "(?:.*/)?" : ".*");
                    i += slash ? 2 : 1;
                    break;
                case '*': regex.Append("[^/]*"); break;
                case '?': regex.Append("[^/]"); break;
                case '{': regex.Append("(?:"); depth++; break;
                case '}' when depth > 0: regex.Append(')'); depth--; break;
                case ',' when depth > 0: regex.Append('|'); break;
                case '[':
                    var end = glob.IndexOf(']', Math.Min(i + 2, glob.Length));
                    if (end < 0)
                        throw new ArgumentException("a '[' is not closed by a ']'");
                    regex.Append('[').Append(glob[i + 1] == '!' ? '^' : Escaped(glob[i + 1])).Append(glob[(i + 2)..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                default: regex.Append(Regex.Escape(glob[i].ToString())); break;
            }
        }
        return depth == 0 ? regex.ToString() : throw new ArgumentException("a '{' is not closed by a '}'");
    }

    private static string Escaped(char letter) => letter is '^' or '\\' or '[' or ']' or '-' ? "\\" + letter : letter.ToString();
}
