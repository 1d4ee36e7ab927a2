using System.Formats.Tar;

namespace Gantry.Delivery;

/// <summary>A mission folder as it arrived: its files' digests, and the contents that areas may want to read.</summary>
internal sealed record ArrivedFolder(IReadOnlyList<ReleaseFile> Files, MissionFiles Contents)
{
    public Digest Id => ReleaseManifest.Id(Files);
}

/// <summary>Reads a mission folder from a tar archive, as a stream, within limits, and only plain files.</summary>
internal static class FolderArchive
{
    public const int MostFiles = 10_000;
    public const long MostBytes = 512L << 20;

    /// <param name="archive">The tar.</param>
    /// <param name="keep">What to do with each file's bytes: store them, or only find out their digest.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Result<ArrivedFolder>> ReadAsync(Stream archive, Func<Stream, CancellationToken, Task<Blob>> keep, CancellationToken ct)
    {
        var files = new Dictionary<string, ReleaseFile>(StringComparer.OrdinalIgnoreCase);
        var contents = new List<MissionFile>();
        var total = 0L;
        try
        {
            await using var tar = new TarReader(archive, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                if (entry.EntryType == TarEntryType.Directory)
                    continue;
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                    return DeliveryFaults.BadArchive($"'{entry.Name}' is a {entry.EntryType}, and only plain files can be part of a release");
                if (ReleaseManifest.WrongWithPath(entry.Name) is { } complaint)
                    return DeliveryFaults.BadArchive($"'{entry.Name}': {complaint}");
                if (files.TryGetValue(entry.Name, out var twin))
                    return DeliveryFaults.BadArchive($"'{entry.Name}' and '{twin.Path}' are the same name, at least where case does not count");
                total += entry.Length;
                if (files.Count >= MostFiles || total > MostBytes)
                    return DeliveryFaults.BadArchive($"it has more than {MostFiles} files or {MostBytes >> 20} MiB; what is so large is a product or an artefact, not part of the folder");
                var head = await ReadHeadAsync(entry, ct);
                var blob = await keep(new HeadThenRest(head, entry.DataStream), ct);
                files.Add(entry.Name, new(entry.Name, blob.Digest, blob.SizeBytes));
                contents.Add(new(entry.Name, head));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or NotSupportedException)
        {
            return DeliveryFaults.BadArchive($"it is not a whole tar archive ({e.Message})");
        }
        return new ArrivedFolder([.. files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)], new MissionFiles(contents));
    }

    private static async Task<byte[]> ReadHeadAsync(TarEntry entry, CancellationToken ct)
    {
        if (entry.DataStream is not { } data)
            return [];
        var head = new byte[Math.Min(entry.Length, MissionFile.LimitOf(entry.Name))];
        await data.ReadExactlyAsync(head, ct);
        return head;
    }

    /// <summary>The bytes already read for the areas, then those still in the archive.</summary>
    private sealed class HeadThenRest(byte[] head, Stream? rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == head.Length)
                return rest is null ? 0 : await rest.ReadAsync(buffer, cancellationToken);
            var count = Math.Min(buffer.Length, head.Length - _at);
            head.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
