namespace Gantry.Hub;

/// <summary>One source, opened: one kind of reader for each way of being reached.</summary>
/// <remarks>Failures are <see cref="RemoteFailureException"/>, or what the file system throws.</remarks>
/// <param name="owned">What is closed with it.</param>
internal abstract class SourceReader(IDisposable? owned = null) : IDisposable
{
    /// <summary>Whether a file can be fetched later without being listed again.</summary>
    public virtual bool RemembersFiles => false;

    /// <summary>Whether the times of its files are those of this machine's clock.</summary>
    public virtual bool IsLocal => false;

    /// <summary>How far the source has been read once a listing has ended; null when that is not how it is read.</summary>
    public string? PlaceInTime { get; protected set; }

    /// <summary>The files that are there, or that are new since a place in time; as they are told, never all at once.</summary>
    public abstract IAsyncEnumerable<SourceFile> ListAsync(string? placeInTime, CancellationToken ct);

    /// <summary>Opens a file for reading once.</summary>
    public abstract Task<Stream> OpenAsync(SourceFile file, CancellationToken ct);

    /// <summary>Does at the source what is to be done with a file that was taken.</summary>
    public virtual Task AfterAsync(SourceFile file, CancellationToken ct) => Task.CompletedTask;

    public void Dispose() => owned?.Dispose();
}
