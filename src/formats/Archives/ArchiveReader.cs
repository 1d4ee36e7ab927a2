using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Gantry.Archives;

/// <summary>Opens archives of strangers: in bounded memory, within limits, and refusing with <see cref="ArchiveRefusedException"/> alone.</summary>
public static class ArchiveReader
{
    // Without it the framework takes the first half of a compressed file for the whole.
    static ArchiveReader() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>The files in an archive, in its order; folders are passed over. A member is read before the next is asked for.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="archive">Its bytes.</param>
    /// <param name="name">Its own name: a compressed single file is called like it, without the last extension.</param>
    /// <param name="limits">What it may grow to.</param>
    /// <param name="ct">Cancels.</param>
    public static async IAsyncEnumerable<ArchiveMember> ReadAsync(
        ArchiveKind kind, ArchiveBytes archive, string name, ArchiveLimits limits, [EnumeratorCancellation] CancellationToken ct)
    {
        var allowance = new Allowance(limits, archive.Length);
        if (kind == ArchiveKind.Zip)
        {
            await foreach (var member in ZipReader.ReadAsync(archive, allowance, ct))
                yield return member;
            yield break;
        }
        await using var whole = await archive.OpenAsync(0, archive.Length, ct);
        await using var plain = Decompress(kind, whole);
        if (kind is ArchiveKind.Gz or ArchiveKind.Zst)
        {
            var content = new CountedStream(plain, allowance);
            yield return new(allowance.Member(WithoutExtension(name)), content);
            await content.DrainAsync(new byte[64 << 10], ct);
            yield break;
        }
        // What the headers of a tar take is counted twice, which no honest archive notices.
        await using var counted = new CountedStream(plain, new Allowance(limits with { TotalBytes = long.MaxValue }, archive.Length));
        await foreach (var member in TarReader.ReadAsync(counted, allowance, ct))
            yield return member;
    }

    /// <summary>Why archives of a kind cannot be opened on this machine; null when they can.</summary>
    public static string? Missing(ArchiveKind kind) => kind is ArchiveKind.Zst or ArchiveKind.TarZst ? Zstd.Missing : null;

    private static Stream Decompress(ArchiveKind kind, Stream packed) => kind switch
    {
        ArchiveKind.Gz or ArchiveKind.TarGz => new GZipStream(packed, CompressionMode.Decompress),
        ArchiveKind.Zst or ArchiveKind.TarZst => ZstdReadStream.Open(packed),
        _ => packed,
    };

    private static string WithoutExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name + ".unpacked";
    }
}
