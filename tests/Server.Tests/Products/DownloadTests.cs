using System.Net;
using System.Net.Http.Headers;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Products;

public abstract class DownloadTests(SharedHouse fixture) : IAsyncLifetime
{
    private static readonly byte[] _bytes = RandomStream.Bytes(3, 3_000_000);
    private readonly House _house = fixture.House;
    private string _value = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _house.MissionAsync();
        var put = await (await _house.PutAsync("large.bin", _bytes)).JsonAsync();
        _value = $"/odata/v1/Products({put["id"]})/$value";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HttpResponseMessage> GetAsync(Action<HttpRequestMessage> change, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, _value);
        change(request);
        return await _house.Admin.SendAsync(request, Ct);
    }

    [Theory]
    [InlineData(0L, 99L, 100)]
    [InlineData(2_999_990L, null, 10)]
    [InlineData(null, 10L, 10)]
    [InlineData(1_000_000L, 9_999_999L, 2_000_000)]
    public async Task A_range_is_answered_with_just_its_bytes(long? from, long? to, int length)
    {
        var answer = await GetAsync(r => r.Headers.Range = new RangeHeaderValue(from, to));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        var start = from ?? _bytes.Length - (int)to!;
        Assert.Equal(_bytes.AsSpan((int)start, length).ToArray(), await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(new ContentRangeHeaderValue(start, start + length - 1, _bytes.Length), answer.Content.Headers.ContentRange);
    }

    [Fact]
    public async Task HEAD_says_the_same_as_GET_without_the_bytes()
    {
        var (head, get) = (await GetAsync(_ => { }, HttpMethod.Head), await GetAsync(_ => { }));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(_bytes.Length, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal("bytes", head.Headers.AcceptRanges.Single());
        Assert.Equal("attachment; filename=\"large.bin\"", head.Content.Headers.ContentDisposition!.ToString());
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(_bytes, await get.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_416_with_the_size()
    {
        var answer = await GetAsync(r => r.Headers.Range = new RangeHeaderValue(5_000_000, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal(_bytes.Length, answer.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task A_client_that_has_it_is_told_that_nothing_changed()
    {
        var tag = (await GetAsync(_ => { }, HttpMethod.Head)).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(r => r.Headers.IfNoneMatch.Add(tag))).StatusCode);
    }

    [Fact]
    public async Task A_part_of_something_else_is_not_continued()
    {
        var answer = await GetAsync(r =>
        {
            r.Headers.Range = new RangeHeaderValue(10, 20);
            r.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"another\""));
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(_bytes.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Bytes_that_vanished_from_the_lake_are_said_to_be_missing()
    {
        var put = await (await _house.PutAsync("vanishing.bin", RandomStream.Bytes(99, 1000))).JsonAsync();
        await _house.Blobs.DeleteAsync(Digest.Parse(put["sha256"]!.GetValue<string>()), Ct);
        var answer = await _house.Admin.GetAsync($"/odata/v1/Products({put["id"]})/$value", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("hub.bytes_missing", (await answer.JsonAsync())["error"]!["code"]!.GetValue<string>());
    }
}

public sealed class DownloadTestsOnSqliteAndFolder(SqliteHouse house) : DownloadTests(house), IClassFixture<SqliteHouse>;

public sealed class DownloadTestsOnPostgresAndS3(ServersHouse house) : DownloadTests(house), IClassFixture<ServersHouse>;
