using System.Globalization;
using System.Text;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Files in pieces, by the tus protocol: a cut connection costs the piece that was under way, not the file.</summary>
public sealed partial class GantryClient
{
    /// <summary>
    /// Puts a long file in, piece by piece. One that was begun before, by this call or by an earlier program, is gone on
    /// with. The last piece says what the digest of the whole is, so what was changed in between is never published.
    /// </summary>
    /// <param name="mission">The mission.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The product's name.</param>
    /// <param name="open">Opens the bytes, from their beginning; the stream must know its length and be able to seek.</param>
    /// <param name="progress">Told how many bytes the server has, and how many are on their way.</param>
    /// <param name="ct">Cancels; what was sent stays there until the server's <c>uploads.expire</c>.</param>
    public Task<PutOutcome> UploadProductAsync(
        string mission, string environment, string name, Func<Stream> open, IProgress<long>? progress = null, CancellationToken ct = default) =>
        new ResumableUpload(this, _sender.Options, mission, environment, name, open, progress).RunAsync(ct);

    /// <summary>One's own uploads in an environment, oldest first: those under way and, for a while, those that are over.</summary>
    public IAsyncEnumerable<UploadView> UploadsAsync(string mission, string environment, string? name = null, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<UploadView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/uploads", ("name", name), ("after", after), ("limit", 1000)), ct), ct);

    public Task<UploadView> UploadAsync(string mission, string environment, Guid id, CancellationToken ct = default) =>
        _sender.GetAsync<UploadView>(UploadPath(mission, environment, id), ct);

    /// <summary>Gives an upload up.</summary>
    public async Task DropUploadAsync(string mission, string environment, Guid id, CancellationToken ct = default)
    {
        using var response = await _sender.SendAsync(() => Tus(HttpMethod.Delete, UploadPath(mission, environment, id)), Manner.Once, ct);
    }

    internal async Task<Guid> BeginUploadAsync(string mission, string environment, string name, long sizeBytes, CancellationToken ct)
    {
        using var response = await _sender.SendAsync(() =>
        {
            var request = Tus(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/uploads");
            request.Headers.Add("Upload-Length", sizeBytes.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}");
            return request;
        }, Manner.Once, ct);
        return response.Headers.Location?.OriginalString.Split('/')[^1] is { } last && Guid.TryParseExact(last, "D", out var id)
            ? id
            : throw new GantryUnreachableException(Address, $"What answers at {Sender.Shown(Address)} does not say where the pieces of '{name}' go.", null);
    }

    internal async Task SendPieceAsync(UploadView upload, Stream piece, Digest? ofWhole, CancellationToken ct)
    {
        using var response = await _sender.SendAsync(() =>
        {
            var request = Tus(HttpMethod.Patch, UploadPath(upload.Mission, upload.Environment, upload.Id));
            request.Headers.Add("Upload-Offset", upload.OffsetBytes.ToString(CultureInfo.InvariantCulture));
            request.Headers.ExpectContinue = true;
            if (ofWhole is { } digest)
                request.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(digest.Hex))}:");
            request.Content = new StreamContent(piece, 1 << 18);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
            return request;
        }, _piece, ct);
    }

    // A piece is not simply sent again: whatever of it arrived is kept, so the server is asked first.
    private static readonly Manner _piece = Manner.Transfer with { MayRepeat = false };

    private static HttpRequestMessage Tus(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static string UploadPath(string mission, string environment, Guid id) => $"{EnvironmentPath(mission, environment)}/uploads/{id}";
}
