using System.Security.Cryptography;

namespace Gantry.TestKit;

/// <summary>Content that breaks off: after so many bytes it throws, as a sender that goes away does.</summary>
public sealed class TornStream(Stream content, long afterBytes, Action? onTear = null) : ReadOnlyStream
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _left = afterBytes;

    /// <summary>The digest of what was handed out: the name a careless store would have kept it under.</summary>
    public Digest DigestSoFar => Digest.FromHash(_sha.GetCurrentHash());

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            onTear?.Invoke();
            throw new IOException("The sender went away.");
        }
        var read = content.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _sha.AppendData(buffer[..read]);
        _left -= read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Read(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _sha.Dispose();
        base.Dispose(disposing);
    }
}
