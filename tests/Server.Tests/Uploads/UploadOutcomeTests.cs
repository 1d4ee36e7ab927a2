using System.Net;
using Gantry.Server.Tests.Intake;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Uploads;

/// <summary>An upload comes to the same as a put, and its sender is told.</summary>
public sealed class UploadOutcomeTests
{
    private const string Types =
        "types:\n" +
        "  - { name: STRICT, pattern: '.*\\.req', scan: required, largest: 1MB }\n" +
        "  - { name: FREE, pattern: '.*\\.free', scan: none, largest: 10B }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Malware_is_quarantined_and_the_last_answer_says_so()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        var bytes = ScannedHouse.Bytes($"bad {PuppetScanner.Malware} bad");
        var address = await Tus.BegunAsync(house.Admin, "a.req", bytes.Length);
        await Tus.SendAsync(house.Admin, address, 0, bytes.AsSpan(0, 10));

        var last = await Tus.SendAsync(house.Admin, address, 10, bytes.AsSpan(10));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "hub.infected"), (last.StatusCode, await last.CodeAsync()));
        Assert.Single(await house.QuarantineAsync());
        // Whoever asks again must not take it for a success.
        var asked = await Tus.AskAsync(house.Admin, address);
        Assert.Equal((HttpStatusCode.Gone, "quarantined", null), (asked.StatusCode, asked.Header("Gantry-Upload-State"), asked.Header("Upload-Offset")));
        Assert.Equal("hub.infected", (await house.GetJsonAsync(address))["problem"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_has_to_wait_for_the_scanner_waits()
    {
        var (house, scanner) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        scanner.IsAway = true;
        var address = await Tus.BegunAsync(house.Admin, "a.req", 4);
        Assert.Equal("waiting", (await Tus.SendAsync(house.Admin, address, 0, "good"u8)).Header("Gantry-Upload-State"));
        var arrival = (await house.GetJsonAsync(address))["arrival"]!.GetValue<string>();
        scanner.IsAway = false;
        await Eventually.HoldsAsync(
            async () => (await house.GetJsonAsync($"/api/v1/missions/demo/environments/ops/arrivals/{arrival}"))["state"]!.GetValue<string>() == "published", "it is published");
    }

    [Fact]
    public async Task Other_bytes_under_a_taken_name_and_a_wrong_digest_are_refused()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync();
        (await house.PutAsync("a.bin", [1, 2, 3])).EnsureSuccessStatusCode();
        var taken = await Tus.BegunAsync(house.Admin, "a.bin", 3);
        var refused = await Tus.SendAsync(house.Admin, taken, 0, [4, 5, 6]);
        // 409 would tell a client of this protocol to ask where to go on, and to begin again.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "hub.name_taken"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(HttpStatusCode.Gone, (await Tus.AskAsync(house.Admin, taken)).StatusCode);

        var same = await Tus.BegunAsync(house.Admin, "a.bin", 3);
        Assert.Equal("already_there", (await Tus.SendAsync(house.Admin, same, 0, [1, 2, 3])).Header("Gantry-Upload-State"));

        var lie = await Tus.BegunAsync(house.Admin, "lie.bin", 3);
        var told = await Tus.SendAsync(house.Admin, lie, 0, [1, 2, 3], ("Repr-Digest", $"sha-256=:{Convert.ToBase64String(new byte[32])}:"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "hub.checksum_mismatch"), (told.StatusCode, await told.CodeAsync()));
    }

    [Fact]
    public async Task What_is_longer_than_its_type_allows_is_refused_at_the_beginning()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        var answer = await Tus.BeginAsync(house.Admin, "long.free", 11);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "hub.too_large"), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task Uploads_expire_and_a_principal_has_only_so_many()
    {
        await using var house = await House.StartAsync(("uploads.expire", "2s"), ("uploads.at-once", "2"));
        await house.MissionAsync();
        var first = await Tus.BegunAsync(house.Admin, "1.bin", 10);
        await Tus.BegunAsync(house.Admin, "2.bin", 10);
        var third = await Tus.BeginAsync(house.Admin, "3.bin", 10);
        Assert.Equal((HttpStatusCode.TooManyRequests, "hub.too_many_uploads"), (third.StatusCode, await third.CodeAsync()));

        await Eventually.HoldsAsync(async () => (await Tus.AskAsync(house.Admin, first)).StatusCode == HttpStatusCode.NotFound, "the upload has expired");
        await Eventually.HoldsAsync(async () => (await house.JournalAsync("&kind=hub.upload_ended")).Count == 2, "the journal was told");
        await Tus.BegunAsync(house.Admin, "3.bin", 10);
    }

    [Fact]
    public async Task The_sweeper_leaves_the_pieces_of_an_upload_and_takes_those_of_one_that_is_over()
    {
        await using var house = await House.StartAsync(("lake.sweep-grace", "1s"), ("lake.sweep-interval", "1s"));
        await house.MissionAsync();
        var bytes = RandomStream.Bytes(710, 60_000);
        var address = await Tus.BegunAsync(house.Admin, "swept.bin", bytes.Length);
        await Tus.SendAsync(house.Admin, address, 0, bytes.AsSpan(0, 20_000));
        var given = await Tus.BegunAsync(house.Admin, "given-up.bin", 10);
        await Tus.SendAsync(house.Admin, given, 0, "123"u8);
        await house.Admin.SendAsync(Tus.Request(HttpMethod.Delete, given), Ct);

        await Eventually.HoldsAsync(async () => await house.Blobs.FindAsync(Digest.Of("123"u8), Ct) is null, "the pieces of the other are swept");
        await Tus.SendAsync(house.Admin, address, 20_000, bytes.AsSpan(20_000));
        Assert.Equal(bytes, await house.Admin.GetByteArrayAsync($"{House.Products()}/swept.bin/content", Ct));
        await Eventually.HoldsAsync(async () => await house.Blobs.FindAsync(Digest.Of(bytes.AsSpan(0, 20_000)), Ct) is null, "the pieces of the whole are swept");
    }
}
