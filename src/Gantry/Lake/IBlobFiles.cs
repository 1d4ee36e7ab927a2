namespace Gantry;

/// <summary>A store whose blobs are files of this machine. Port, beside <see cref="IBlobStore"/>; not every store is one.</summary>
/// <remarks>Threads: may be called from any thread at any time. The file is the store's own: it is read and nothing else.</remarks>
public interface IBlobFiles
{
    /// <summary>Where a blob's bytes are; null when there is no such blob.</summary>
    string? Find(Digest digest);
}
