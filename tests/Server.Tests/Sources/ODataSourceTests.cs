using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Sources;

public sealed class ODataSourceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private PartnerServer _partner = null!;
    private SourceHouse _house = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SourceHouse.Secrets["partner"] = PartnerServer.Password;
        (_partner, _house) = (await PartnerServer.StartAsync(), await SourceHouse.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task Pulls_all_pages_and_then_only_what_is_new()
    {
        for (var i = 0; i < 45; i++)
            _partner.Publish($"p{i:00}.txt", Encoding.ASCII.GetBytes($"product {i}"), _noon.AddSeconds(i / 9));
        _partner.PageCap = 10;
        await DeclareAsync("page: 10\noverlap: 1s\n");
        await _house.HoldsAsync(s => s.FilesTaken == 45, "all 45 are taken");
        var before = _partner.Requests.Count;

        _partner.Publish("new.txt", "new"u8.ToArray(), _noon.AddSeconds(60));
        await _house.OrderAsync("scan");
        await _house.PublishesAsync("new.txt");

        await _house.HoldsAsync(s => s.FilesTaken == 46, "46 are taken");
        Assert.DoesNotContain(_partner.Requests.Skip(before), r => r.Contains("1970", StringComparison.Ordinal));
        Assert.Equal(1, _partner.Requests.Count(r => r.Contains(_partner.Files.Values.Single(f => f.Name == "p00.txt").Id + ")/$value", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reads_text_for_numbers_one_checksum_for_a_list_and_any_order()
    {
        for (var i = 0; i < 25; i++)
            _partner.Publish($"p{i:00}.txt", Encoding.ASCII.GetBytes($"product {i}"), _noon.AddSeconds(i));
        (_partner.SendsNumbersAsText, _partner.IgnoresOrder) = (true, true);
        await DeclareAsync("page: 10\n");
        await _house.HoldsAsync(s => s.FilesTaken == 25, "all 25 are taken");
    }

    [Fact]
    public async Task Waits_as_long_as_it_is_told_and_goes_on()
    {
        _partner.Publish("a.txt", "a"u8.ToArray(), _noon);
        _partner.Refusals = 2;
        await DeclareAsync();
        await _house.PublishesAsync("a.txt");
        Assert.Empty(await _house.EntriesAsync("hub.source_unreachable"));
    }

    [Fact]
    public async Task Goes_on_with_a_download_where_it_broke_off()
    {
        var bytes = RandomStream.Bytes(5, 2_000_000);
        _partner.Publish("long.bin", bytes, _noon);
        _partner.Breaks = 3;
        await DeclareAsync();
        await _house.PublishesAsync("long.bin");
        Assert.Equal(bytes, await _house.DownloadAsync("long.bin"));
        Assert.Equal(4, _partner.Requests.Count(r => r.Contains("$value", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Never_joins_a_beginning_to_a_beginning()
    {
        _partner.Publish("long.bin", RandomStream.Bytes(5, 400_000), _noon);
        (_partner.Breaks, _partner.TakesRanges) = (1000, false);
        await DeclareAsync("retry: { now: 0, times: 0 }\n");
        await _house.HoldsAsync(s => s.FilesFailed == 1, "the file was put aside");
        Assert.Contains("does not go on from there", Assert.Single(await _house.FilesAsync("failed")).Reason, StringComparison.Ordinal);
        Assert.Empty(await _house.ProductsAsync());

        // It can be tried again although the window has moved on.
        _partner.Breaks = 0;
        await _house.OrderAsync("files/retry");
        await _house.PublishesAsync("long.bin");
    }

    [Fact]
    public async Task Puts_what_is_not_what_was_declared_into_quarantine()
    {
        var lie = _partner.Publish("lie.txt", "the truth"u8.ToArray(), _noon);
        _partner.Files[lie.Id] = lie with { Md5 = new string('0', 32) };
        await DeclareAsync("retry: { now: 1, times: 0 }\n");
        await _house.HoldsAsync(s => s.FilesQuarantined == 1, "the file was put aside");
        Assert.Contains("MD5", Assert.Single(await _house.FilesAsync("quarantined")).Reason, StringComparison.Ordinal);
        Assert.Empty(await _house.ProductsAsync());
    }

    [Fact]
    public async Task Carries_the_password_to_nobody_else()
    {
        await using var other = await PartnerServer.StartAsync();
        var file = _partner.Publish("a.txt", "a"u8.ToArray(), _noon);
        other.Files[file.Id] = file;
        _partner.SendsOnTo = other.Address.Replace("/odata/v1", "/elsewhere", StringComparison.Ordinal);
        await DeclareAsync();
        await _house.PublishesAsync("a.txt");
        Assert.Equal("", other.AuthorizationSeen);
    }

    [Fact]
    public async Task Uses_one_token_until_it_ends_and_then_another()
    {
        for (var i = 0; i < 30; i++)
            _partner.Publish($"t{i:00}.txt", [(byte)i], _noon.AddSeconds(i));
        _partner.TokenSeconds = 600;
        await DeclareAsync($"token:\n  address: {_partner.TokenAddress}\n  client: gantry\n  clientSecret: {{ secret: partner }}\n", who: "");
        await _house.HoldsAsync(s => s.FilesTaken == 30, "all are taken");
        Assert.Equal(1, _partner.TokensGiven);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_told_of_and_no_request_is_made()
    {
        await DeclareAsync(who: "user: gantry\npassword: { secret: nobody-has-this }\n");
        await _house.HoldsAsync(s => s.Fault is not null, "the fault is shown");
        Assert.Contains("'nobody-has-this'", (await _house.FindAsync()).Fault, StringComparison.Ordinal);
        Assert.Empty(_partner.Requests);
    }

    [Fact]
    public async Task Pulls_from_another_Gantry()
    {
        await using var other = await House.StartAsync();
        await other.MissionAsync();
        for (var i = 0; i < 30; i++)
            (await other.PutAsync($"g{i:00}.bin", RandomStream.Bytes(i, 1000 + i))).EnsureSuccessStatusCode();
        SourceHouse.Secrets["gantry"] = House.Secret;
        await _house.DeclareAsync($"name: inbox\nkind: odata\nenvironments: [dev]\naddress: {other.Server.Address}/missions/demo/ops/odata/v1\nuser: admin\npassword: {{ secret: gantry }}\npage: 7\n");
        await _house.HoldsAsync(s => s.FilesTaken == 30, "all are taken");
        Assert.Equal(RandomStream.Bytes(29, 1029), await _house.DownloadAsync("g29.bin"));
    }

    [Fact]
    public async Task A_session_is_asked_for_until_every_channel_has_its_final_block()
    {
        var now = TimeProvider.System.GetUtcNow();
        _partner.Sessions["S1A_2026"] = (2, now.AddMinutes(-10));
        Block("S1A_2026", "ch1_1.bin", 1, true, now.AddMinutes(-9));
        Block("S1A_2026", "ch2_1.bin", 2, false, now.AddMinutes(-9));
        await DeclareAsync("every: 1s\noverlap: 1s\n", kind: "cadip");
        await _house.PublishesAsync("ch1_1.bin", "ch2_1.bin");

        // A later session is complete; the earlier one is not forgotten over it.
        _partner.Sessions["S1A_2027"] = (1, now.AddMinutes(-2));
        Block("S1A_2027", "next.bin", 1, true, now.AddMinutes(-2));
        await _house.PublishesAsync("next.bin");
        Block("S1A_2026", "ch2_2.bin", 2, true, now.AddMinutes(-1));
        await _house.PublishesAsync("ch2_2.bin");
        await _house.HoldsAsync(s => s.FilesTaken == 4, "each was taken once");
    }

    [Fact]
    public async Task A_session_that_never_ends_is_given_up_and_told_of_once()
    {
        _partner.Sessions["S1A_OLD"] = (2, _noon);
        Block("S1A_OLD", "old.bin", 1, true, _noon);
        await DeclareAsync("every: 1s\ncompleteWithin: 1h\n", kind: "cadip");
        await _house.HoldsAsync(s => s is { FilesFailed: 1, FilesTaken: 1 }, "the session was given up");
        await _house.OrderAsync("scan");
        Assert.Contains("of 2 channels 1 had one", Assert.Single(await _house.FilesAsync("failed")).Reason, StringComparison.Ordinal);
        Assert.Single(await _house.EntriesAsync("hub.source_file_failed"));
    }

    private void Block(string session, string name, int channel, bool isFinal, DateTimeOffset at)
    {
        var file = _partner.Publish(name, Encoding.ASCII.GetBytes(name), at);
        _partner.Files[file.Id] = file with { Session = session, Channel = channel, IsFinal = isFinal };
    }

    private Task DeclareAsync(string more = "", string who = "user: gantry\npassword: { secret: partner }\n", string kind = "odata") =>
        _house.DeclareAsync($"name: inbox\nkind: {kind}\nenvironments: [dev]\naddress: {_partner.Address}\n{who}{more}");
}
