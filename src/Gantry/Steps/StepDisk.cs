using System.IO.Enumeration;

namespace Gantry;

/// <summary>How much a step has written, found by looking. No link is followed.</summary>
public static class StepDisk
{
    // An entry without bytes takes room too; a million of them are no way around the limit.
    private const long EntryBytes = 4096;

    /// <summary>Everything in a folder, each entry taken as at least one block.</summary>
    public static long BytesIn(string folder)
    {
        try
        {
            return new FileSystemEnumerable<long>(folder, Weigh, _options) { ShouldRecursePredicate = (ref e) => e.IsDirectory && !IsLink(ref e) }.Sum();
        }
        catch (IOException)
        {
            // A folder went away while it was looked at; the next look sees what is left.
            return 0;
        }
    }

    /// <summary>Files below a folder, as the processes see it, that were removed while still open: no folder shows them (Linux).</summary>
    public static long BytesRemoved(IEnumerable<int> processes, string folder)
    {
        var seen = new Dictionary<string, long>();
        foreach (var process in processes)
        {
            foreach (var descriptor in Descriptors(process))
            {
                if (RemovedFile(descriptor, folder) is { } file)
                    seen[file.Identity] = file.Bytes;
            }
        }
        return seen.Values.Sum();
    }

    private static readonly EnumerationOptions _options = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false,
    };

    private static long Weigh(ref FileSystemEntry entry)
    {
        try
        {
            return IsLink(ref entry) || entry.IsDirectory ? EntryBytes : Math.Max(EntryBytes, entry.Length);
        }
        catch (IOException)
        {
            // Removed in this moment.
            return 0;
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string[] Descriptors(int process)
    {
        try
        {
            return Directory.GetFiles($"/proc/{process}/fd");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static (string Identity, long Bytes)? RemovedFile(string descriptor, string folder)
    {
        try
        {
            if (new FileInfo(descriptor).LinkTarget is not { } target || !target.StartsWith(folder + '/', StringComparison.Ordinal) || !target.EndsWith(" (deleted)", StringComparison.Ordinal))
                return null;
            using var file = File.OpenHandle(descriptor, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // One file may be open many times, and many files may have had one name.
            var about = File.ReadLines(descriptor.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal)).FirstOrDefault(line => line.StartsWith("ino:", StringComparison.Ordinal));
            return (about ?? target, RandomAccess.GetLength(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
