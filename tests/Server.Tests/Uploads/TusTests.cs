using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Uploads;

/// <summary>What the protocol's own text asks for.</summary>
public sealed class TusTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>, IAsyncLifetime
{
    private readonly House _house = fixture.House;

    private string Incoming => Path.Combine(_house.Folder, "lake", "incoming");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _house.MissionAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_file_in_three_pieces_becomes_the_product_that_a_put_would_have_made()
    {
        var bytes = RandomStream.Bytes(700, 300_000);
        var begun = await Tus.BeginAsync(_house.Admin, "three.bin", bytes.Length, more: ("sha256", Digest.Of(bytes).Hex));
        Assert.Equal(("0", "open", "1.0.0"), (begun.Header("Upload-Offset"), begun.Header("Gantry-Upload-State"), begun.Header("Tus-Resumable")));
        Assert.NotNull(begun.Header("Upload-Expires"));
        var address = begun.Headers.Location!.ToString();

        Assert.Equal(100_000, (await Tus.SendAsync(_house.Admin, address, 0, bytes.AsSpan(0, 100_000))).Offset());
        var asked = await Tus.AskAsync(_house.Admin, address);
        Assert.Equal((100_000, "300000", "no-store"), (asked.Offset(), asked.Header("Upload-Length"), asked.Header("Cache-Control")));
        Assert.Equal(Tus.Metadata("three.bin", ("sha256", Digest.Of(bytes).Hex)), asked.Header("Upload-Metadata"));
        Assert.Equal(HttpStatusCode.NoContent, (await Tus.SendAsync(_house.Admin, address, 100_000, bytes.AsSpan(100_000, 1))).StatusCode);
        var last = await Tus.SendAsync(_house.Admin, address, 100_001, bytes.AsSpan(100_001));

        Assert.Equal((HttpStatusCode.NoContent, "published", 300_000), (last.StatusCode, last.Header("Gantry-Upload-State"), last.Offset()));
        Assert.Equal(bytes, await _house.Admin.GetByteArrayAsync($"{House.Products()}/three.bin/content", Ct));
        var view = await _house.GetJsonAsync(address);
        Assert.Equal(("published", "three.bin", Digest.Of(bytes).Hex), (view["state"]!.GetValue<string>(), view["product"]!.GetValue<string>(), view["sha256"]!.GetValue<string>()));
        // Its answer may have been lost: it can be asked for, and the last piece sent again is at the wrong place.
        Assert.Equal(("published", 300_000), ((await Tus.AskAsync(_house.Admin, address)).Header("Gantry-Upload-State"), await Tus.OffsetAsync(_house.Admin, address)));
        Assert.Equal(HttpStatusCode.Conflict, (await Tus.SendAsync(_house.Admin, address, 100_001, bytes.AsSpan(100_001))).StatusCode);
    }

    [Fact]
    public async Task What_was_begun_can_come_with_its_first_bytes_or_be_nothing_at_all()
    {
        var request = Tus.Request(HttpMethod.Post, Tus.Uploads(), ("Upload-Length", "5"), ("Upload-Metadata", Tus.Metadata("first.bin")));
        request.Content = Tus.Piece("one"u8);
        var begun = await _house.Admin.SendAsync(request, Ct);
        Assert.Equal((HttpStatusCode.Created, 3), (begun.StatusCode, begun.Offset()));
        Assert.Equal("published", (await Tus.SendAsync(_house.Admin, begun.Headers.Location!.ToString(), 3, "12"u8)).Header("Gantry-Upload-State"));

        var empty = await Tus.BeginAsync(_house.Admin, "nothing.bin", 0);
        Assert.Equal((HttpStatusCode.Created, "published"), (empty.StatusCode, empty.Header("Gantry-Upload-State")));
        Assert.Equal("one12", await _house.Admin.GetStringAsync($"{House.Products()}/first.bin/content", Ct));
    }

    [Fact]
    public async Task A_piece_at_the_wrong_place_is_refused_and_changes_nothing()
    {
        var address = await Tus.BegunAsync(_house.Admin, "place.bin", 10);
        await Tus.SendAsync(_house.Admin, address, 0, "12345"u8);

        var early = await Tus.SendAsync(_house.Admin, address, 0, "67890"u8);
        Assert.Equal((HttpStatusCode.Conflict, "hub.upload_offset"), (early.StatusCode, await early.CodeAsync()));
        Assert.Equal(HttpStatusCode.Conflict, (await Tus.SendAsync(_house.Admin, address, 6, "7890"u8)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Tus.SendAsync(_house.Admin, address, -1, "7890"u8)).StatusCode);
        var beyond = await Tus.SendAsync(_house.Admin, address, 5, "678901"u8);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "hub.upload_too_long"), (beyond.StatusCode, await beyond.CodeAsync()));
        Assert.Equal(5, await Tus.OffsetAsync(_house.Admin, address));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("md5")]
    public async Task A_piece_that_is_not_what_its_checksum_says_is_not_kept(string algorithm)
    {
        var address = await Tus.BegunAsync(_house.Admin, $"{algorithm}.bin", 10);
        var right = Convert.ToBase64String(CryptographicOperations.HashData(new HashAlgorithmName(algorithm.ToUpperInvariant()), "12345"u8));

        var wrong = await Tus.SendAsync(_house.Admin, address, 0, "1234x"u8, ("Upload-Checksum", $"{algorithm} {right}"));
        Assert.Equal((460, "hub.upload_checksum"), ((int)wrong.StatusCode, await wrong.CodeAsync()));
        Assert.Equal(0, await Tus.OffsetAsync(_house.Admin, address));
        Assert.Equal(5, (await Tus.SendAsync(_house.Admin, address, 0, "12345"u8, ("Upload-Checksum", $"{algorithm} {right}"))).Offset());
        Assert.Equal(HttpStatusCode.BadRequest, (await Tus.SendAsync(_house.Admin, address, 5, "67890"u8, ("Upload-Checksum", "crc32 AAAA"))).StatusCode);
    }

    [Fact]
    public async Task Another_version_is_refused_and_the_right_one_named()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Tus.Uploads());
        request.Headers.Add("Tus-Resumable", "0.2.2");
        var answer = await _house.Admin.SendAsync(request, Ct);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "1.0.0", "hub.upload_version"), (answer.StatusCode, answer.Header("Tus-Version"), await answer.CodeAsync()));

        using var question = new HttpRequestMessage(HttpMethod.Options, Tus.Uploads());
        var said = await _house.Admin.SendAsync(question, Ct);
        Assert.Equal(("1.0.0", "sha1,sha256,md5"), (said.Header("Tus-Version"), said.Header("Tus-Checksum-Algorithm")));
        Assert.Contains("creation-with-upload", said.Header("Tus-Extension")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "filename YQ==", "hub.upload_no_length")]
    [InlineData("-1", "filename YQ==", "hub.upload_no_length")]
    [InlineData("99999999999999999999", "filename YQ==", "hub.upload_no_length")]
    [InlineData("1", "", "hub.upload_metadata")]
    [InlineData("1", "filename *", "hub.upload_metadata")]
    [InlineData("1", "filename YQ==,filename YQ==", "hub.upload_metadata")]
    [InlineData("1", "filename YS5iaW4=,sha256 YQ==", "hub.upload_metadata")]
    [InlineData("1", "filename Li4vYS5iaW4=", "hub.bad_name")]
    [InlineData("1", "filename YS5kb2M=", "hub.unknown_type")]
    public async Task What_cannot_become_a_product_is_refused_before_a_byte_is_sent(string length, string metadata, string code)
    {
        var answer = await _house.Admin.SendAsync(Tus.Request(HttpMethod.Post, Tus.Uploads(), ("Upload-Length", length), ("Upload-Metadata", metadata)), Ct);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal(code, await answer.CodeAsync());
    }

    [Fact]
    public async Task What_came_of_a_piece_that_broke_off_is_kept()
    {
        var bytes = RandomStream.Bytes(701, 1_000_000);
        var address = await Tus.BegunAsync(_house.Admin, "torn.bin", bytes.Length);
        await TearAsync(address, 0, bytes, 400_000, "");
        long kept = 0;
        await Eventually.HoldsAsync(async () => (kept = await Tus.OffsetAsync(_house.Admin, address)) > 0, "what came is kept");
        Assert.InRange(kept, 1, 400_000);
        Assert.Equal("published", (await Tus.SendAsync(_house.Admin, address, kept, bytes.AsSpan((int)kept))).Header("Gantry-Upload-State"));
        Assert.Equal(bytes, await _house.Admin.GetByteArrayAsync($"{House.Products()}/torn.bin/content", Ct));
    }

    [Fact]
    public async Task Of_a_piece_with_a_checksum_that_broke_off_nothing_is_kept()
    {
        var bytes = RandomStream.Bytes(702, 500_000);
        var address = await Tus.BegunAsync(_house.Admin, "torn-checked.bin", bytes.Length);
        await TearAsync(address, 0, bytes, 200_000, $"Upload-Checksum: sha256 {Convert.ToBase64String(SHA256.HashData(bytes))}\r\n");
        await Eventually.HoldsAsync(() => Directory.GetFiles(Incoming).Length == 0, "the server has noticed");
        Assert.Equal(0, await Tus.OffsetAsync(_house.Admin, address));
    }

    [Fact]
    public async Task Of_two_senders_at_the_same_place_one_is_refused()
    {
        var bytes = RandomStream.Bytes(703, 200_000);
        var address = await Tus.BegunAsync(_house.Admin, "two.bin", bytes.Length);
        var both = await Task.WhenAll(Tus.SendAsync(_house.Admin, address, 0, bytes.AsSpan(0, 100_000)), Tus.SendAsync(_house.Admin, address, 0, bytes.AsSpan(0, 150_000)));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], both.Select(a => a.StatusCode).Order());
        var offset = (int)await Tus.OffsetAsync(_house.Admin, address);
        await Tus.SendAsync(_house.Admin, address, offset, bytes.AsSpan(offset));
        Assert.Equal(bytes, await _house.Admin.GetByteArrayAsync($"{House.Products()}/two.bin/content", Ct));
    }

    [Fact]
    public async Task Clients_that_know_only_POST_say_what_they_mean_in_a_header()
    {
        var address = await Tus.BegunAsync(_house.Admin, "posted.bin", 5);
        var request = Tus.Request(HttpMethod.Post, address, ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0"));
        request.Content = Tus.Piece("12"u8);
        Assert.Equal(2, (await _house.Admin.SendAsync(request, Ct)).Offset());
        Assert.Equal(HttpStatusCode.NoContent, (await _house.Admin.SendAsync(Tus.Request(HttpMethod.Post, address, ("X-HTTP-Method-Override", "DELETE")), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Tus.AskAsync(_house.Admin, address)).StatusCode);
    }

    [Fact]
    public async Task An_upload_is_its_senders_alone()
    {
        var address = await Tus.BegunAsync(_house.Admin, "mine.bin", 5);
        using var other = await _house.UserAsync("olga-uploads", "operator", "demo", "ops");
        Assert.Equal(HttpStatusCode.NotFound, (await Tus.AskAsync(other, address)).StatusCode);
        Assert.Equal("hub.no_such_upload", await (await Tus.SendAsync(other, address, 0, "12345"u8)).CodeAsync());
        Assert.Empty((await (await other.GetAsync(Tus.Uploads(), Ct)).JsonAsync())["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await _house.Admin.SendAsync(Tus.Request(HttpMethod.Delete, address), Ct)).StatusCode);
        Assert.Contains(await _house.JournalAsync("&kind=hub.upload_ended"), e => e["data"]!["name"]!.GetValue<string>() == "mine.bin");
    }

    // So many bytes of a longer piece, and then a reset.
    private async Task TearAsync(string address, long offset, byte[] bytes, int sent, string header)
    {
        var uri = new Uri(_house.Server.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, Ct);
        var stream = client.GetStream();
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{House.Secret}"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PATCH {address} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n{header}" +
            $"Content-Type: application/offset+octet-stream\r\nContent-Length: {bytes.Length - offset}\r\n\r\n"), Ct);
        await stream.WriteAsync(bytes.AsMemory((int)offset, sent), Ct);
        await stream.FlushAsync(Ct);
        // Its first bytes are on the way to the lake: a request that ends before it is looked at is none.
        await Eventually.HoldsAsync(() => Directory.GetFiles(Incoming).Any(file => new FileInfo(file).Length > 0), "the piece is being taken");
        client.LingerState = new LingerOption(true, 0);
    }
}
