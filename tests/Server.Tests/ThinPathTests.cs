using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests;

/// <summary>One thin path through everything, on each pair of backends: a mission climbs, a file goes in, a client takes it out.</summary>
public abstract class ThinPathTests
{
    protected abstract Task<House> StartAsync(params (string, string)[] settings);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mission_climbs_and_a_file_goes_in_and_out()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();
        var bytes = RandomStream.Bytes(7, 300_000);

        var put = await house.PutAsync("first.bin", bytes);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        var page = await house.GetJsonAsync("/odata/v1/Products?$filter=Name eq 'first.bin'&$count=true");
        Assert.Equal(1, page["@odata.count"]!.GetValue<int>());
        var id = page["value"]![0]!["Id"]!.GetValue<string>();
        var taken = await house.Admin.GetByteArrayAsync($"/odata/v1/Products({id})/$value", Ct);
        Assert.Equal(bytes, taken);

        var kinds = (await house.JournalAsync("&mission=demo")).ConvertAll(e => e["type"]!.GetValue<string>());
        Assert.Equal(
            ["gantry.delivery.mission_created", "gantry.delivery.release_made", "gantry.delivery.pointer_moved", "gantry.delivery.pointer_moved",
             "gantry.delivery.pointer_moved", "gantry.hub.product_published"], kinds);
    }

    [Fact]
    public async Task The_same_file_sent_by_sixteen_at_once_is_one_product()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();
        var bytes = RandomStream.Bytes(1, 20_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => house.PutAsync("same.bin", bytes)));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Single(await house.JournalAsync("&kind=hub.product_published"));
    }

    [Fact]
    public async Task Of_two_writers_of_one_name_with_other_bytes_one_wins_and_the_other_is_told()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => house.PutAsync("name.bin", RandomStream.Bytes(i, 5000))));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            Assert.Equal("hub.name_taken", await refused.CodeAsync());
    }

    [Fact]
    public async Task Whoever_polls_by_publication_date_misses_nothing()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();
        const int files = 200;
        var seen = new List<string>();

        var putting = Parallel.ForAsync(0, files, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (i, _) =>
            (await house.PutAsync($"{i:000}.bin", RandomStream.Bytes(i, 100))).EnsureSuccessStatusCode());
        var last = "2000-01-01T00:00:00.000Z";
        while (seen.Count < files)
        {
            var done = putting.IsCompleted;
            var page = await house.GetJsonAsync($"/odata/v1/Products?$filter=PublicationDate gt {last}&$orderby=PublicationDate asc&$top=1000");
            var news = page["value"]!.AsArray();
            seen.AddRange(news.Select(p => p!["Name"]!.GetValue<string>()));
            if (news.Count > 0)
                last = news[^1]!["PublicationDate"]!.GetValue<string>();
            else
                Assert.False(done, $"All are put, and the poller has seen only {seen.Count}.");
        }
        await putting;
        Assert.Equal(files, seen.Distinct().Count());
        Assert.Equal(files, seen.Count);
    }

    [Fact]
    public async Task The_same_folder_twice_is_a_no_op_and_equal_folders_are_equal_releases()
    {
        await using var house = await StartAsync();
        var first = await (await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes))).JsonAsync();
        var entries = (await house.JournalAsync()).Count;
        var second = await (await house.ApplyAsync("demo", ("types.yaml", House.DefaultTypes), House.Mission("demo"))).JsonAsync();

        Assert.Equal(first["release"]!["id"]!.GetValue<string>(), second["release"]!["id"]!.GetValue<string>());
        Assert.True(first["isNew"]!.GetValue<bool>());
        Assert.False(second["isNew"]!.GetValue<bool>());
        Assert.False(second["movedDev"]!.GetValue<bool>());
        Assert.Equal(entries, (await house.JournalAsync()).Count);
    }

    [Fact]
    public async Task Twenty_promotions_at_once_move_the_pointer_once()
    {
        await using var house = await StartAsync();
        (await house.ApplyAsync("demo", House.Mission("demo"))).EnsureSuccessStatusCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => house.PromoteAsync("demo", "aiv", new { expected = "none" })));

        var moved = await Task.WhenAll(answers.Where(a => a.IsSuccessStatusCode).Select(a => a.JsonAsync()));
        Assert.Single(moved, m => m["moved"]!.GetValue<bool>());
        foreach (var late in answers.Where(a => !a.IsSuccessStatusCode))
            Assert.Equal("delivery.pointer_moved", await late.CodeAsync());
        Assert.Single(await house.JournalAsync("&environment=aiv&kind=delivery.pointer_moved"));
    }

    [Fact]
    public async Task What_was_deleted_is_swept_and_what_is_named_stays()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();
        var (gone, kept) = (RandomStream.Bytes(1, 9000), RandomStream.Bytes(2, 9000));
        (await house.PutAsync("gone.bin", gone)).EnsureSuccessStatusCode();
        (await house.PutAsync("kept.bin", kept)).EnsureSuccessStatusCode();
        (await house.PutAsync("twin.bin", kept)).EnsureSuccessStatusCode();
        (await house.Admin.DeleteAsync($"{House.Products()}/gone.bin?reason=wrong orbit", Ct)).EnsureSuccessStatusCode();
        (await house.Admin.DeleteAsync($"{House.Products()}/twin.bin?reason=a double", Ct)).EnsureSuccessStatusCode();

        var sweeper = (LakeSweeper)house.Server.Services.GetService(typeof(LakeSweeper))!;
        var swept = await sweeper.SweepAsync(TimeSpan.FromSeconds(-1), Ct);

        Assert.Equal(1, swept.Removed);
        Assert.Null(await house.Blobs.FindAsync(Digest.Of(gone), Ct));
        Assert.Equal(kept, await house.Admin.GetByteArrayAsync($"{House.Products()}/kept.bin/content", Ct));
        // The same bytes may come again afterwards.
        (await house.PutAsync("again.bin", gone)).EnsureSuccessStatusCode();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(gone)), Convert.ToHexStringLower(SHA256.HashData(await house.Admin.GetByteArrayAsync($"{House.Products()}/again.bin/content", Ct))));
    }

    [Fact]
    public async Task Rolling_back_holds_and_only_a_lift_lets_go()
    {
        await using var house = await StartAsync();
        await house.MissionAsync();
        (await house.ApplyAsync("demo", House.Mission("demo", "a second release"))).EnsureSuccessStatusCode();
        (await house.PromoteAsync("demo", "aiv")).EnsureSuccessStatusCode();

        var back = await (await house.Admin.PostAsJsonAsync("/api/v1/missions/demo/environments/aiv/rollback", new { reason = "wrong orbits" }, Ct)).JsonAsync();
        Assert.True(back["environment"]!["isHeld"]!.GetValue<bool>());

        var refused = await house.PromoteAsync("demo", "aiv");
        Assert.Equal("delivery.held", await refused.CodeAsync());
        var lifted = await (await house.PromoteAsync("demo", "aiv", new { liftHold = true })).JsonAsync();
        Assert.False(lifted["environment"]!["isHeld"]!.GetValue<bool>());
        Assert.Single(await house.JournalAsync("&kind=delivery.hold_set"));
        Assert.Single(await house.JournalAsync("&kind=delivery.hold_lifted"));
    }
}

public sealed class ThinPathOnSqliteAndFolderTests : ThinPathTests
{
    protected override Task<House> StartAsync(params (string, string)[] settings) => House.StartAsync(settings);
}

public sealed class ThinPathOnPostgresAndS3Tests : ThinPathTests
{
    protected override Task<House> StartAsync(params (string, string)[] settings) => House.StartOnServersAsync(settings);
}
