using System.Runtime.CompilerServices;

namespace Gantry.Hub;

/// <summary>A folder on somebody else's machine.</summary>
internal sealed class RemoteReader(SourceDeclaration source, RemotePlace place, IRemoteFiles files) : SourceReader
{
    public override async IAsyncEnumerable<SourceFile> ListAsync(string? placeInTime, [EnumeratorCancellation] CancellationToken ct)
    {
        if (files.Missing is { } missing)
            throw new RemoteFailureException(RemoteFailure.Unreachable, missing);
        await foreach (var file in files.ListAsync(place, source.IsRecursive, ct))
        {
            if (source.MoveTo is null || !file.Path.StartsWith(source.MoveTo.TrimEnd('/') + "/", StringComparison.Ordinal))
                yield return new(file.Path, file.SizeBytes, file.ModifiedAt);
        }
    }

    public override Task<Stream> OpenAsync(SourceFile file, CancellationToken ct) => files.OpenAsync(place, file.Path, ct);

    public override Task AfterAsync(SourceFile file, CancellationToken ct) => source.After == AfterTaking.Delete
        ? files.DeleteAsync(place, file.Path, ct)
        : files.MoveAsync(place, file.Path, $"{source.MoveTo!.TrimEnd('/')}/{file.Path}", ct);
}
