using System.Formats.Tar;
using System.Security.Cryptography;

namespace Gantry.Client;

/// <summary>
/// A mission folder on this machine: the files that would become a release, in the order of their paths. Hidden files
/// (<c>.git</c> among them) and editors' backups (<c>*~</c>) are no part of a mission.
/// </summary>
public sealed class MissionFolder
{
    private MissionFolder(string root, IReadOnlyList<FolderFile> files) => (Root, Files) = (root, files);

    /// <summary>The folder, as it was named.</summary>
    public string Root { get; }

    public IReadOnlyList<FolderFile> Files { get; }

    public long SizeBytes => Files.Sum(f => f.SizeBytes);

    /// <summary>Looks through a folder; refuses what no release can hold, all of it at once.</summary>
    public static Result<MissionFolder> Open(string root)
    {
        if (!Directory.Exists(root))
            return new Fault(FaultKind.Missing, "mission.no_such_folder", File.Exists(root)
                ? $"{root} is a file. Name the mission's folder, the one with mission.yaml in it."
                : $"There is no folder {root}.");
        var (files, findings) = (new List<FolderFile>(), new List<Finding>());
        Collect(new DirectoryInfo(root), "", files, findings);
        if (findings.Count > 0)
            return new Fault(FaultKind.Invalid, "mission.bad_folder", $"The folder {root} holds what no release can: {findings[0].File}: {findings[0].Message}.") { Findings = findings };
        return new MissionFolder(root, [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    /// <summary>The files as a check wants them: by path, each cut where no reader looks any further.</summary>
    public MissionFiles Read() => new(Files.Select(file =>
    {
        using var stream = File.OpenRead(file.Location);
        var content = new byte[(int)Math.Min(stream.Length, MissionFile.LimitOf(file.Path))];
        return new MissionFile(file.Path, content.AsMemory(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)));
    }));

    /// <summary>The id of the release that these files are.</summary>
    public async Task<Digest> ReleaseIdAsync(CancellationToken ct)
    {
        var files = new List<ReleaseFile>(Files.Count);
        foreach (var file in Files)
        {
            await using var stream = File.OpenRead(file.Location);
            files.Add(new(file.Path, Digest.FromHash(await SHA256.HashDataAsync(stream, ct)), file.SizeBytes));
        }
        return ReleaseManifest.Id(files);
    }

    /// <summary>Writes the folder as a tar archive whose bytes depend on the paths and contents alone.</summary>
    public async Task WriteTarAsync(Stream archive, IProgress<long>? progress, CancellationToken ct)
    {
        // GNU's form: PAX writes the number of this process into the headers, and ustar cannot hold every path we allow.
        await using var tar = new TarWriter(archive, TarEntryFormat.Gnu, leaveOpen: true);
        var sent = 0L;
        foreach (var file in Files)
        {
            await using var content = File.OpenRead(file.Location);
            var entry = new GnuTarEntry(TarEntryType.RegularFile, file.Path)
            {
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                DataStream = content,
            };
            await tar.WriteEntryAsync(entry, ct);
            progress?.Report(sent += file.SizeBytes);
        }
    }

    private static void Collect(DirectoryInfo folder, string prefix, List<FolderFile> files, List<Finding> findings)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || entry.Name.EndsWith('~'))
                continue;
            var path = prefix + entry.Name;
            if (entry.LinkTarget is not null)
                findings.Add(new(path, 1, 1, "is a symbolic link, which would mean something else on another machine; put the file itself here"));
            else if (entry is DirectoryInfo inner)
                Collect(inner, path + "/", files, findings);
            else if (ReleaseManifest.WrongWithPath(path) is { } complaint)
                findings.Add(new(path, 1, 1, complaint));
            else
                files.Add(new(path, entry.FullName, ((FileInfo)entry).Length));
        }
    }
}

/// <summary>One file of a mission folder: its path in the release, and where it is here.</summary>
public sealed record FolderFile(string Path, string Location, long SizeBytes);
