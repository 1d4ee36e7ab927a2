namespace Gantry;

/// <summary>How somebody else's files are reached.</summary>
public enum RemoteProtocol { Sftp, Ftp, Ftps, WebDav, Http, S3 }

/// <summary>A folder on somebody else's machine and the way in.</summary>
/// <param name="Protocol">How to speak to it.</param>
/// <param name="Address">A host with an optional port (SFTP, FTP, FTPS), or a URL (WebDAV, HTTP, the endpoint of S3).</param>
/// <param name="Folder">The folder there; for S3 the bucket and a prefix.</param>
public sealed record RemotePlace(RemoteProtocol Protocol, string Address, string Folder)
{
    /// <summary>The account, or the access key of S3.</summary>
    public string? User { get; init; }

    /// <summary>The password, or the secret key of S3.</summary>
    public string? Password { get; init; }

    /// <summary>A private key for SFTP, as PEM.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The host keys that are accepted for SFTP, as lines of a known_hosts file.</summary>
    public string? HostKeys { get; init; }

    /// <summary>The region that S3 signatures want.</summary>
    public string? Region { get; init; }

    /// <summary>FTPS that encrypts from the first byte, instead of asking for it.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>No more than this many bytes in a second; null for as fast as it goes.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>The place in words, without what is secret.</summary>
    public override string ToString() => $"{Protocol.ToString().ToLowerInvariant()}://{Address}/{Folder}";
}

/// <summary>A file as a listing shows it; what the protocol does not tell is null.</summary>
/// <param name="Path">Below the place's folder, with forward slashes.</param>
public sealed record RemoteFile(string Path, long? SizeBytes, DateTimeOffset? ModifiedAt);

/// <summary>What is known of a file that was sent: proof that it arrived.</summary>
/// <param name="Path">Where it lies now.</param>
/// <param name="SizeBytes">How long the other side says it is.</param>
/// <param name="Checksum">The other side's own checksum, <c>md5:…</c> or <c>sha256:…</c>, where it has one.</param>
public sealed record RemoteReceipt(string Path, long SizeBytes, string? Checksum);

/// <summary>Files on somebody else's machine. Port.</summary>
/// <remarks>
/// Threads: every method may be called from any thread at any time.
/// Memory: bounded, whatever the number and size of the files.
/// Failures: <see cref="RemoteFailureException"/> for whatever the other side or the way there does.
/// </remarks>
public interface IRemoteFiles
{
    /// <summary>What is missing on this machine to reach such places; null when nothing is.</summary>
    string? Missing { get; }

    /// <summary>The files of the place, in no order, as they are told.</summary>
    IAsyncEnumerable<RemoteFile> ListAsync(RemotePlace place, bool recursive, CancellationToken ct);

    /// <summary>Opens a file for reading once, from its beginning.</summary>
    Task<Stream> OpenAsync(RemotePlace place, string path, CancellationToken ct);

    /// <summary>
    /// Sends a file: under a temporary name first, then renamed, so that nobody there sees half of it. An earlier file of
    /// that name is replaced only by the whole new one.
    /// </summary>
    Task<RemoteReceipt> PutAsync(RemotePlace place, string path, Stream content, Blob blob, CancellationToken ct);

    /// <summary>Moves a file within the place.</summary>
    Task MoveAsync(RemotePlace place, string from, string to, CancellationToken ct);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    Task DeleteAsync(RemotePlace place, string path, CancellationToken ct);
}

/// <summary>Why a remote place did not do what was asked; it decides whether trying again makes sense.</summary>
public enum RemoteFailure { Unreachable, Denied, Missing, Full, Busy, Refused }

/// <summary>A remote place did not do what was asked.</summary>
public sealed class RemoteFailureException(RemoteFailure failure, string message, Exception? inner = null) : IOException(message, inner)
{
    public RemoteFailure Failure { get; } = failure;
}
