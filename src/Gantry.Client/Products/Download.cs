using System.Buffers;
using System.Security.Cryptography;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>
/// Brings a product's bytes to a place here, going on where it was when the connection is cut. Bytes that are not the
/// product's never get its name.
/// </summary>
internal sealed class Download(GantryClient client, ProductView product, ClientOptions options, IProgress<long>? progress)
{
    private const int PieceBytes = 1 << 18;

    /// <summary>Writes to <c>file.part</c>, verifies it, and only then gives it the file's name.</summary>
    public async Task ToFileAsync(string file, CancellationToken ct)
    {
        var part = file + ".part";
        // What an earlier, interrupted download left is taken up again; if it turns out to be of something else, once from the start.
        var hasLeftover = File.Exists(part) && new FileInfo(part).Length > 0;
        if (!await FillAsync(part, ct) && !(hasLeftover && await StartAgainAsync(part, ct)))
        {
            File.Delete(part);
            throw Damaged();
        }
        File.Move(part, file, overwrite: true);
    }

    /// <summary>Writes to a stream that cannot be taken back: the caller must not trust it before this returns.</summary>
    public async Task ToStreamAsync(Stream target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await CopyAsync(target, 0, hash, ct);
        await target.FlushAsync(ct);
        if (!IsWhole(hash))
            throw Damaged();
    }

    private async Task<bool> FillAsync(string part, CancellationToken ct)
    {
        await using var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (stream.Length > product.SizeBytes)
            stream.SetLength(0);
        await HashAsync(stream, hash, ct);
        await CopyAsync(stream, stream.Position, hash, ct);
        stream.Flush(flushToDisk: true);
        return IsWhole(hash);
    }

    private Task<bool> StartAgainAsync(string part, CancellationToken ct)
    {
        File.Delete(part);
        return FillAsync(part, ct);
    }

    private async Task CopyAsync(Stream target, long at, IncrementalHash hash, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var attempt = 1; at < product.SizeBytes; attempt++)
            {
                var before = at;
                try
                {
                    await using var content = await client.OpenProductAsync(product, at, ct);
                    int read;
                    while (at < product.SizeBytes && (read = await content.ReadAsync(buffer.AsMemory(0, PieceBytes), ct)) > 0)
                    {
                        await WriteAsync(target, buffer.AsMemory(0, read), ct);
                        hash.AppendData(buffer, 0, read);
                        at += read;
                        progress?.Report(at);
                    }
                }
                catch (Exception e) when (Sender.IsCut(e, ct))
                {
                    // Bytes that did arrive are progress; only a connection that brings none is given up.
                    attempt = at > before ? 1 : attempt;
                    if (attempt >= options.Attempts)
                        throw Unreachable.Explain(client.Address, e, hasAnswered: true);
                    await Task.Delay(Backoff.Wait(options, attempt), options.Clock, ct);
                    continue;
                }
                if (at == before)
                    throw Damaged();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A full disk here is no cut connection: it must not be tried again.
    private static async ValueTask WriteAsync(Stream target, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await target.WriteAsync(bytes, ct);
        }
        catch (IOException e)
        {
            throw new TargetFailedException($"The bytes cannot be written here: {e.Message}", e);
        }
    }

    private async Task HashAsync(FileStream stream, IncrementalHash hash, CancellationToken ct)
    {
        var buffer = new byte[PieceBytes];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            hash.AppendData(buffer, 0, read);
        progress?.Report(stream.Position);
    }

    private bool IsWhole(IncrementalHash hash) => Digest.FromHash(hash.GetCurrentHash()).Hex == product.Sha256;

    private TransferDamagedException Damaged() =>
        new($"What arrived of '{product.Name}' does not have its SHA-256 {product.Sha256}; it was thrown away. Get it again; if that fails too, the server's lake is damaged.");
}

/// <summary>What arrived cannot be written where it was to go.</summary>
public sealed class TargetFailedException(string message, Exception inner) : Exception(message, inner);
