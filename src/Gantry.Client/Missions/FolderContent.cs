using System.Net;

namespace Gantry.Client;

/// <summary>A mission folder as the body of a request: a tar archive, written as it is sent.</summary>
internal sealed class FolderContent : HttpContent
{
    private readonly MissionFolder _folder;
    private readonly IProgress<long>? _progress;

    public FolderContent(MissionFolder folder, IProgress<long>? progress)
    {
        (_folder, _progress) = (folder, progress);
        Headers.ContentType = new("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _folder.WriteTarAsync(stream, _progress, cancellationToken);

    // Headers and padding belong to the length too; sent in pieces, nobody has to know it beforehand.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
