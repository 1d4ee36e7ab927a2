using Gantry.Archives;

namespace Gantry.Hub;

/// <summary>Finds the part of a file that describes it: the file itself, or a member of it when it is packed.</summary>
internal sealed class DescribingMember(ArchiveLimits limits)
{
    /// <summary>The describing part in memory, cut at its limit; null, and why, when there is none.</summary>
    /// <param name="name">The file's name; its extension says how it is packed.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="isIt">Whether a member, by its path, is the describing one.</param>
    /// <param name="mostBytes">How much of it is read.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(Stream? Part, string Missing)> ReadAsync(string name, HeldContent content, Func<string, bool> isIt, int mostBytes, CancellationToken ct)
    {
        if (KindOf(name) is not { } kind)
        {
            await using var plain = await content.OpenAsync(ct);
            return (await CutAsync(plain, mostBytes, ct), "");
        }
        try
        {
            // Only the describing member is unpacked; the ones before it are bounded by the limits like any others.
            await foreach (var member in ArchiveReader.ReadAsync(kind, content.AsArchive(), name, limits, ct))
            {
                if (isIt(member.Path))
                    return (await CutAsync(member.Content, mostBytes, ct), "");
            }
            return (null, "none of the files in it describes it");
        }
        catch (ArchiveRefusedException e)
        {
            return (null, $"it cannot be opened: {e.Message}");
        }
    }

    private static ArchiveKind? KindOf(string name) =>
        Ends(name, ".zip") ? ArchiveKind.Zip
        : Ends(name, ".tgz") || Ends(name, ".tar.gz") ? ArchiveKind.TarGz
        : Ends(name, ".tar") ? ArchiveKind.Tar
        : Ends(name, ".gz") ? ArchiveKind.Gz
        : null;

    private static bool Ends(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static async Task<MemoryStream> CutAsync(Stream content, int mostBytes, CancellationToken ct)
    {
        var part = new MemoryStream();
        var buffer = new byte[Math.Min(mostBytes, 32 << 10)];
        int read;
        while (part.Length < mostBytes && (read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, mostBytes - part.Length)), ct)) > 0)
            part.Write(buffer, 0, read);
        part.Position = 0;
        return part;
    }
}
