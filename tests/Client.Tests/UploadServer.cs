using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Gantry.Api;

namespace Gantry.Client.Tests;

/// <summary>Takes one upload, as much of each piece as a test lets it, and hangs up on the rest.</summary>
internal sealed class UploadServer
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly long _size;
    private readonly bool _isKnown;
    private readonly List<byte> _kept = [];
    private Problem? _problem;
    private bool _isOver;

    public UploadServer(long size, byte[]? begun = null)
    {
        (_size, _isKnown) = (size, begun is not null);
        _kept.AddRange(begun ?? []);
        Puppet = new(Answer);
    }

    public PuppetServer Puppet { get; }

    /// <summary>How much of each piece is kept before the connection breaks; all of it when there is nothing left here.</summary>
    public List<int> Takes { get; } = [];

    public int Conflicts { get; set; }

    public Problem? Refusal { get; init; }

    public string? Says { get; init; }

    public byte[] Kept => [.. _kept];

    public List<long> Places { get; } = [];

    private string Sha256 => Says ?? Convert.ToHexStringLower(SHA256.HashData(Kept));

    private HttpResponseMessage Answer(Asked asked) => (asked.Method, asked.Path) switch
    {
        ("GET", var path) when path.Contains("/products/", StringComparison.Ordinal) => PuppetServer.Json(
            new ProductView(Guid.CreateVersion7(), "neo", "ops", "a.bin", null, _size, Sha256, "", default, null, "ada")),
        ("GET", var path) when path.Contains("/uploads?", StringComparison.Ordinal) => PuppetServer.Json(new Page<UploadView>(_isKnown ? [View()] : [], null)),
        ("GET", _) => PuppetServer.Json(View()),
        ("POST", _) => Begin(),
        _ => Take(asked),
    };

    private HttpResponseMessage Begin()
    {
        _kept.Clear();
        (_problem, _isOver) = (null, false);
        return new(HttpStatusCode.Created) { Headers = { Location = new($"/api/v1/missions/neo/environments/ops/uploads/{_id}", UriKind.Relative) } };
    }

    private HttpResponseMessage Take(Asked asked)
    {
        if (Conflicts-- > 0)
            return PuppetServer.Refuse(HttpStatusCode.Conflict, "hub.upload_overtaken");
        var place = long.Parse(asked.Header("Upload-Offset")!, CultureInfo.InvariantCulture);
        Assert.Equal(_kept.Count, place);
        Places.Add(place);
        if (Takes.Count > 0)
        {
            _kept.AddRange(asked.Body[..Takes[0]]);
            Takes.RemoveAt(0);
            throw new HttpRequestException("cut");
        }
        _kept.AddRange(asked.Body);
        _isOver = _kept.Count == _size;
        _problem = !_isOver ? null : Refusal ?? (asked.Header("Repr-Digest") == $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Kept))}:"
            ? null
            : new() { Status = 422, Code = "hub.checksum_mismatch", Detail = "Other bytes." });
        return _problem is null ? new(HttpStatusCode.NoContent) : PuppetServer.Refuse(HttpStatusCode.UnprocessableEntity, _problem.Code!);
    }

    private UploadView View() => new(_id, "neo", "ops", "a.bin", !_isOver ? "open" : _problem is null ? "published" : "refused", _size, _kept.Count, default, default,
        _isOver ? Sha256 : null, _isOver && _problem is null ? "a.bin" : null, null, null, _problem);
}
