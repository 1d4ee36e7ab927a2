using System.Net;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every store promises that hands out links. A backend inherits the class and says how to open an empty store.</summary>
public abstract class BlobLinksConformance : IAsyncLifetime
{
    private readonly HttpClient _stranger = new();
    private IBlobStore? _store;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IBlobLinks Links => (IBlobLinks)_store!;

    /// <summary>An empty store that hands out links.</summary>
    protected abstract Task<IBlobStore> NewStoreAsync();

    public async ValueTask InitializeAsync() => _store = await NewStoreAsync();

    public ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        (_store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Anybody_who_has_the_link_gets_the_bytes_under_the_name_and_as_the_type()
    {
        var bytes = RandomStream.Bytes(1, 50_000);
        var blob = await _store!.PutAsync(new MemoryStream(bytes), Expected.Nothing, Ct);

        var answer = await _stranger.GetAsync(await Links.LinkAsync(blob.Digest, "a file.EOF", "application/xml", TimeSpan.FromMinutes(5), Ct), Ct);

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("a file.EOF", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    [Fact]
    public async Task A_link_serves_ranges()
    {
        var bytes = RandomStream.Bytes(2, 1000);
        var blob = await _store!.PutAsync(new MemoryStream(bytes), Expected.Nothing, Ct);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, await Links.LinkAsync(blob.Digest, "a.bin", "application/octet-stream", TimeSpan.FromMinutes(5), Ct)) { Headers = { Range = new(990, null) } };

        var answer = await _stranger.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[990..], await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_link_is_good_for_its_blob_and_its_time_alone()
    {
        var one = await _store!.PutAsync(new MemoryStream(RandomStream.Bytes(3, 100)), Expected.Nothing, Ct);
        var other = await _store.PutAsync(new MemoryStream(RandomStream.Bytes(4, 100)), Expected.Nothing, Ct);
        var link = await Links.LinkAsync(one.Digest, "a.bin", "application/octet-stream", TimeSpan.FromMinutes(5), Ct);
        var bent = link.AbsoluteUri.Replace(one.Digest.Hex[..2] + "/" + one.Digest.Hex[2..], other.Digest.Hex[..2] + "/" + other.Digest.Hex[2..], StringComparison.Ordinal);
        Assert.NotEqual(link.AbsoluteUri, bent);

        Assert.Equal(HttpStatusCode.Forbidden, (await _stranger.GetAsync(bent, Ct)).StatusCode);
        var past = await Links.LinkAsync(one.Digest, "a.bin", "application/octet-stream", TimeSpan.FromMinutes(-5), Ct);
        Assert.True((await _stranger.GetAsync(past, Ct)).StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_link_to_nothing_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _stranger.GetAsync(
            await Links.LinkAsync(Digest.Of("never put"), "a.bin", "application/octet-stream", TimeSpan.FromMinutes(5), Ct), Ct)).StatusCode);
}
