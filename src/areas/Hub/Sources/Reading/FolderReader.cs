using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Gantry.Hub;

/// <summary>A folder of this machine. Links are not followed: whoever may write there must not choose what is read elsewhere.</summary>
internal sealed class FolderReader(SourceDeclaration source) : SourceReader
{
    // Enough to keep the listing off the thread of whoever waits for its files, few enough to cost no memory.
    private const int Batch = 256;

    private readonly string _root = System.IO.Path.GetFullPath(source.Folder).TrimEnd('/');

    public override bool IsLocal => true;

    public override async IAsyncEnumerable<SourceFile> ListAsync(string? placeInTime, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(_root))
            throw new RemoteFailureException(RemoteFailure.Missing, $"There is no folder {_root} on this machine, or it may not be looked into.");
        foreach (var batch in Enumerate().Chunk(Batch))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var file in batch)
                yield return file;
            await Task.Yield();
        }
    }

    /// <summary>One file by its full path, as a listing would show it; null when it would not.</summary>
    public SourceFile? Find(string fullPath)
    {
        var path = System.IO.Path.GetRelativePath(_root, fullPath);
        if (path.StartsWith("..", StringComparison.Ordinal) || (!source.IsRecursive && path.Contains('/', StringComparison.Ordinal)) || IsMovedAway(path))
            return null;
        var file = new FileInfo(fullPath);
        return file.Exists && !LeadsThroughLink(path) ? new(path, file.Length, file.LastWriteTimeUtc) : null;
    }

    public override Task<Stream> OpenAsync(SourceFile file, CancellationToken ct)
    {
        if (LeadsThroughLink(file.Path))
            throw new RemoteFailureException(RemoteFailure.Refused, $"'{file.Path}' is, or lies behind, a link, and links are not followed.");
        try
        {
            return Task.FromResult<Stream>(new FileStream(FullPath(file.Path), new FileStreamOptions
            {
                Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0,
            }));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RemoteFailureException(RemoteFailure.Missing, $"'{file.Path}' is not there any more.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RemoteFailureException(RemoteFailure.Denied, $"'{file.Path}' may not be read by the user {Environment.UserName}, as whom Gantry runs.", e);
        }
    }

    public override Task AfterAsync(SourceFile file, CancellationToken ct)
    {
        try
        {
            // A file that came to bear the name since is another one, and stays.
            if (Find(FullPath(file.Path)) is { } now && (now.SizeBytes != file.SizeBytes || now.ModifiedAt != file.ModifiedAt))
                return Task.CompletedTask;
            if (source.After == AfterTaking.Delete)
                File.Delete(FullPath(file.Path));
            else
                MoveAway(file.Path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody was faster.
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RemoteFailureException(RemoteFailure.Denied, $"'{file.Path}' was taken and may not be removed by the user {Environment.UserName}, as whom Gantry runs.", e);
        }
        return Task.CompletedTask;
    }

    private FileSystemEnumerable<SourceFile> Enumerate() => new(
        _root, (ref FileSystemEntry entry) => new(Relative(ref entry), entry.Length, entry.LastWriteTimeUtc),
        new EnumerationOptions { RecurseSubdirectories = source.IsRecursive, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsMovedAway(Relative(ref entry) + "/"),
    };

    private string Relative(ref FileSystemEntry entry)
    {
        var folder = entry.Directory[_root.Length..].TrimStart('/');
        return folder.IsEmpty ? entry.FileName.ToString() : string.Concat(folder, "/", entry.FileName);
    }

    private bool IsMovedAway(string path) => source.MoveTo is { } moveTo && path.StartsWith(moveTo.TrimEnd('/') + "/", StringComparison.Ordinal);

    private bool LeadsThroughLink(string path)
    {
        var at = _root;
        foreach (var part in path.Split('/'))
        {
            at = System.IO.Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null)
                return true;
        }
        return false;
    }

    private void MoveAway(string path)
    {
        var to = FullPath($"{source.MoveTo!.TrimEnd('/')}/{path}");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        File.Move(FullPath(path), to, overwrite: true);
    }

    private string FullPath(string path) => System.IO.Path.Combine(_root, path);
}
