using System.Net;
using System.Net.Sockets;
using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Products;

public sealed class PutTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>, IAsyncLifetime
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _house.MissionAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_wrong_digest_is_refused_and_nothing_is_kept()
    {
        var bytes = RandomStream.Bytes(50, 5000);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{House.Products()}/lie.bin") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(new byte[32])}:");

        var answer = await _house.Admin.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("hub.checksum_mismatch", problem["code"]!.GetValue<string>());
        Assert.Contains(Digest.Of(bytes).Hex, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(await _house.Blobs.FindAsync(Digest.Of(bytes), Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"{House.Products()}/lie.bin", Ct)).StatusCode);
    }

    [Fact]
    public async Task Half_a_put_and_a_dropped_connection_leave_nothing()
    {
        var uri = new Uri(_house.Server.Address);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(uri.Host, uri.Port, Ct);
            var stream = client.GetStream();
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{House.Secret}"));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT {House.Products()}/half.bin HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\nContent-Length: 1000000\r\n\r\n"), Ct);
            await stream.WriteAsync(RandomStream.Bytes(51, 400_000), Ct);
            await stream.FlushAsync(Ct);
            client.LingerState = new LingerOption(true, 0);
        }
        // The server notices on its own time; the folder for arrivals is empty when it has.
        await Eventually.HoldsAsync(() => Directory.GetFiles(Path.Combine(_house.Folder, "lake", "incoming")).Length == 0, "the torn arrival is cleaned up");
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"{House.Products()}/half.bin", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await _house.PutAsync("half.bin", RandomStream.Bytes(51, 1000))).StatusCode);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd.bin")]
    [InlineData("nul%00byte.bin")]
    [InlineData("S1%D0%90.bin")]
    [InlineData("e%CC%81.bin")]
    [InlineData("a%5Cb.bin")]
    [InlineData("%E2%80%AEgpj.bin")]
    public async Task A_name_that_could_be_something_else_is_refused(string escaped)
    {
        var answer = await _house.Admin.PutAsync($"{House.Products()}/{escaped}", new ByteArrayContent([1]), Ct);
        Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{answer.StatusCode}");
        Assert.DoesNotContain(await _house.JournalAsync("&kind=hub.product_published"), e => e["data"]!["sha256"]!.GetValue<string>() == Digest.Of([1]).Hex);
    }

    [Fact]
    public async Task A_name_of_300_letters_is_refused_in_words()
    {
        var answer = await _house.PutAsync(new string('x', 300) + ".bin", [1, 2]);
        Assert.Equal("hub.bad_name", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_name_that_no_type_recognises_is_refused_with_the_types_there_are()
    {
        var answer = await _house.PutAsync("what.is.this", [1, 2, 3]);
        var problem = await answer.JsonAsync();
        Assert.Equal("hub.unknown_type", problem["code"]!.GetValue<string>());
        Assert.Contains("BIN, TXT", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_in_which_nothing_stands_takes_nothing()
    {
        (await _house.ApplyAsync("young", House.Mission("young"))).EnsureSuccessStatusCode();
        Assert.Equal("hub.nothing_stands", await (await _house.PutAsync("a.bin", [1], "young", "ops")).CodeAsync());
        Assert.Equal("hub.nothing_stands", await (await _house.PutAsync("a.bin", [1], "unheard-of", "ops")).CodeAsync());
        Assert.Equal("web.no_such_environment", await (await _house.PutAsync("a.bin", [1], "young", "prod")).CodeAsync());
    }

    [Fact]
    public async Task An_empty_file_is_a_file() =>
        Assert.Equal(0, (await (await _house.PutAsync("empty.bin", [])).JsonAsync())["sizeBytes"]!.GetValue<long>());

    [Fact]
    public async Task A_deletion_wants_a_reason_and_tells_the_journal()
    {
        (await _house.PutAsync("doomed.txt", [9])).EnsureSuccessStatusCode();
        Assert.Equal("hub.needs_reason", await (await _house.Admin.DeleteAsync($"{House.Products()}/doomed.txt", Ct)).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await _house.Admin.DeleteAsync($"{House.Products()}/doomed.txt?reason=superseded", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.DeleteAsync($"{House.Products()}/doomed.txt?reason=again", Ct)).StatusCode);
        Assert.Contains(await _house.JournalAsync("&kind=hub.product_deleted"), e => e["data"]!["cause"]!.GetValue<string>() == "superseded");
    }

    [Fact]
    public async Task Retention_deletes_and_says_so()
    {
        await using var house = await House.StartAsync(("hub.retention-interval", "1s"));
        await house.MissionAsync(types: "types:\n  - { name: SHORT, pattern: '.*', retention: 1s }\n");
        (await house.PutAsync("brief.bin", [1, 2, 3])).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(async () => (await house.JournalAsync("&kind=hub.product_deleted")).Count == 1, "the product is deleted by its retention");

        var entry = (await house.JournalAsync("&kind=hub.product_deleted"))[0];
        Assert.Equal("retention", entry["principal"]!.GetValue<string>());
        Assert.Contains("retention ended", entry["data"]!["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
