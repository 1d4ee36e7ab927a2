using System.Runtime.InteropServices;

namespace Gantry.Pipelines;

/// <summary>What lies in a folder that a step could write: files that are files, and nothing that leads elsewhere or never ends.</summary>
internal static partial class RegularFiles
{
    /// <summary>Why a path in the folder is not a plain file; null when it is one.</summary>
    public static string? WhyNot(string folder, string path)
    {
        var at = folder;
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            at = Path.Combine(at, parts[i]);
            var kind = KindOf(at);
            var isLast = i == parts.Length - 1;
            if (kind is null)
                return "it is not there";
            if (kind != (isLast ? Kind.File : Kind.Folder))
                return kind == Kind.Link ? $"{parts[i]} is a link, which is not followed" : $"{parts[i]} is no {(isLast ? "plain file" : "folder")}";
        }
        return null;
    }

    /// <summary>The names of plain files in a folder that match a pattern, sorted; links and the like are left out.</summary>
    public static IReadOnlyList<string> Matching(string folder, string below, string pattern)
    {
        var place = below.Length == 0 ? folder : Path.Combine(folder, below);
        if (below.Length > 0 && below.Split('/').Aggregate((At: folder, IsGood: true), (so, part) => (Path.Combine(so.At, part), so.IsGood && KindOf(Path.Combine(so.At, part)) == Kind.Folder)).IsGood is false)
            return [];
        return [.. Directory.EnumerateFileSystemEntries(place).Select(p => Path.GetFileName(p)!)
            .Where(name => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) && KindOf(Path.Combine(place, name)) == Kind.File)
            .Order(StringComparer.Ordinal)];
    }

    private enum Kind { File, Folder, Link, Other }

    private static Kind? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            var info = new FileInfo(path);
            return info.LinkTarget is not null ? Kind.Link : Directory.Exists(path) ? Kind.Folder : info.Exists ? Kind.File : null;
        }
        Span<byte> found = stackalloc byte[256];
        if (Statx(AtWorkingFolder, path, NoFollow, TypeWanted, ref MemoryMarshal.GetReference(found)) != 0)
            return null;
        return (MemoryMarshal.Read<ushort>(found[ModeAt..]) & TypeBits) switch
        {
            0x8000 => Kind.File,
            0x4000 => Kind.Folder,
            0xA000 => Kind.Link,
            _ => Kind.Other,
        };
    }

    // The layout of statx is the same on every Linux, which that of stat is not.
    private const int AtWorkingFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeWanted = 1;
    private const int ModeAt = 28;
    private const int TypeBits = 0xF000;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte found);
}
