using System.Runtime.CompilerServices;

namespace Gantry.Telemetry;

/// <summary>The files of a folder, in the order of their names. How fast they are replayed is the duty's business, which knows their times.</summary>
internal sealed class ReplayInput(string folder) : ChannelInput
{
    private const int PieceLength = 64 * 1024;

    public override bool Ends => true;

    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            throw new IOException($"there is no folder {folder} to replay");
        opened();
        foreach (var file in Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
        {
            var order = string.CompareOrdinal(file, unit);
            if (file!.StartsWith('.') || unit is not null && (order < 0 || order == 0 && isFinished))
                continue;
            await using var stream = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous);
            await foreach (var piece in OfAsync(stream, file, ct))
                yield return piece;
        }
    }

    /// <summary>A stream in pieces, the last of which says so.</summary>
    public static async IAsyncEnumerable<Piece> OfAsync(Stream stream, string unit, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[PieceLength];
        while (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is > 0 and var count)
            yield return new(buffer.AsMemory(0, count).ToArray(), unit);
        yield return new(default, unit, IsCut: true, IsLast: true);
    }
}
