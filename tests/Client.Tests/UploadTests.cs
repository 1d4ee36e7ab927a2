using System.Security.Cryptography;

namespace Gantry.Client.Tests;

public sealed class UploadTests
{
    private static readonly byte[] _content = RandomNumberGenerator.GetBytes(100_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goes_on_where_the_server_has_it_when_a_piece_is_cut()
    {
        var server = new UploadServer(_content.Length) { Takes = { 30_000, 10_000 } };
        var put = await UploadAsync(server);

        Assert.True(put.IsNew);
        Assert.Equal(_content, server.Kept);
        Assert.Equal([0, 30_000, 40_000], server.Places);
    }

    [Fact]
    public async Task What_an_earlier_run_sent_is_not_sent_again_and_progress_goes_on()
    {
        var server = new UploadServer(_content.Length, begun: _content[..70_000]);
        var seen = new Seen();
        await UploadAsync(server, progress: seen);

        Assert.Equal([70_000], server.Places);
        Assert.Equal(_content, server.Kept);
        Assert.Equal((70_000, 100_000), (seen.All[0], seen.All[^1]));
        Assert.DoesNotContain(server.Puppet.All, asked => asked.Method == "POST");
    }

    [Fact]
    public async Task The_last_piece_tells_the_digest_of_the_whole()
    {
        var server = new UploadServer(_content.Length, begun: _content[..70_000]);
        await UploadAsync(server);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(_content))}:", server.Puppet.All.Last(a => a.Method == "PATCH").Header("Repr-Digest"));
    }

    [Fact]
    public async Task A_beginning_that_is_of_another_file_is_begun_anew_once()
    {
        var server = new UploadServer(_content.Length, begun: new byte[70_000]);
        Assert.True((await UploadAsync(server)).IsNew);
        Assert.Equal([70_000, 0], server.Places);
        Assert.Equal(_content, server.Kept);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_given_up()
    {
        var server = new UploadServer(_content.Length) { Takes = { 0, 0, 0, 0, 0, 0 } };
        await Assert.ThrowsAsync<GantryUnreachableException>(() => UploadAsync(server));
        Assert.Equal(4, server.Places.Count);
    }

    [Fact]
    public async Task A_place_that_somebody_else_moved_is_asked_for()
    {
        var server = new UploadServer(_content.Length) { Conflicts = 1 };
        await UploadAsync(server);
        Assert.Equal(_content, server.Kept);
    }

    [Fact]
    public async Task A_refusal_of_the_whole_is_the_one_that_a_put_would_have_been()
    {
        var server = new UploadServer(_content.Length) { Refusal = new() { Status = 409, Code = "hub.name_taken", Detail = "Taken." } };
        var refusal = await Assert.ThrowsAsync<GantryRefusedException>(() => UploadAsync(server));
        Assert.Equal((FaultKind.Conflict, "hub.name_taken"), (refusal.Kind, refusal.Problem.Code));
    }

    [Fact]
    public async Task What_the_server_keeps_must_be_what_was_sent() =>
        await Assert.ThrowsAsync<TransferDamagedException>(() => UploadAsync(new UploadServer(_content.Length) { Says = new string('0', 64) }));

    private static Task<PutOutcome> UploadAsync(UploadServer server, IProgress<long>? progress = null) =>
        server.Puppet.Client().UploadProductAsync("neo", "ops", "a.bin", () => new MemoryStream(_content), progress, Ct);

    private sealed class Seen : IProgress<long>
    {
        public List<long> All { get; } = [];

        public void Report(long value) => All.Add(value);
    }
}
