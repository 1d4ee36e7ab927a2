using System.Text;

namespace Gantry;

/// <summary>One file of a release.</summary>
public sealed record ReleaseFile(string Path, Digest Digest, long SizeBytes);

/// <summary>
/// A release is the sorted list of its files' digests, and its id is the digest of that list. The list is written the
/// way <c>sha256sum</c> does, so anybody can check a release without Gantry: <c>sha256sum -c manifest</c>.
/// </summary>
public static class ReleaseManifest
{
    /// <summary>The list as text, ordered by the bytes of the paths.</summary>
    public static string Text(IEnumerable<ReleaseFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
            text.Append(file.Digest.Hex).Append("  ").Append(file.Path).Append('\n');
        return text.ToString();
    }

    /// <summary>The release's id.</summary>
    public static Digest Id(IEnumerable<ReleaseFile> files) => Digest.Of(Text(files));

    /// <summary>
    /// What is wrong with a path in a mission folder, or null: the rules that every file system and archive can keep.
    /// </summary>
    public static string? WrongWithPath(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > 400)
            return "the path is longer than 400 bytes";
        foreach (var part in path.Split('/'))
        {
            if (part is "" or "." or "..")
                return $"'{part}' is not a name of a file or folder";
            if (part.Any(letter => letter is < ' ' or > '~' or '\\' or '"' or '*' or '?' or '<' or '>' or '|' or ':'))
                return $"'{part}' holds a letter that is not printable ASCII, or that some file systems cannot store";
        }
        return null;
    }
}
