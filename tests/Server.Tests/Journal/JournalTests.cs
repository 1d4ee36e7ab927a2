using System.Net;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.JournalOf;

public abstract class JournalTests(SharedHouse fixture) : IAsyncLifetime
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _house.MissionAsync("seen");
        await _house.MissionAsync("hidden");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The events of a stream until there are so many, as (id, kind).</summary>
    private static async Task<List<(long Id, string Kind)>> FollowAsync(HttpClient client, string query, int count, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/journal/stream" + query);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        var (events, id) = (new List<(long, string)>(), 0L);
        while (events.Count < count)
        {
            var line = await reader.ReadLineAsync(Ct);
            if (line!.StartsWith("id: ", StringComparison.Ordinal))
                id = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                events.Add((id, line[7..]));
        }
        return events;
    }

    [Fact]
    public async Task Shows_what_happens_while_one_looks()
    {
        var following = FollowAsync(_house.Admin, "?mission=seen&kind=hub.*&after=0", 3);
        for (var i = 0; i < 3; i++)
            (await _house.PutAsync($"live{i}.bin", RandomStream.Bytes(i, 10), "seen")).EnsureSuccessStatusCode();
        Assert.All(await following, e => Assert.Equal("hub.product_published", e.Kind));
    }

    [Fact]
    public async Task Goes_on_where_a_client_was_cut_off()
    {
        for (var i = 0; i < 6; i++)
            (await _house.PutAsync($"cut{i}.bin", RandomStream.Bytes(100 + i, 10), "seen")).EnsureSuccessStatusCode();
        var all = (await _house.JournalAsync("&kind=hub.product_published")).ConvertAll(e => e["sequence"]!.GetValue<long>());

        var rest = await FollowAsync(_house.Admin, "?kind=hub.product_published", all.Count - 2, lastEventId: $"{all[1]}");

        Assert.Equal(all.Skip(2), rest.Select(e => e.Id));
    }

    [Fact]
    public async Task Has_no_gaps_for_whoever_may_see_everything()
    {
        var places = (await _house.JournalAsync()).ConvertAll(e => e["sequence"]!.GetValue<long>());
        Assert.Equal(Enumerable.Range(1, places.Count).Select(i => (long)i), places);
    }

    [Fact]
    public async Task Shows_a_mission_only_to_its_people_and_the_platform_only_to_those_of_all()
    {
        using var viewer = await _house.UserAsync("journal-viewer", "viewer", "seen", "ops");
        var entries = (await (await viewer.GetAsync("/api/v1/journal?limit=1000", Ct)).JsonAsync())["items"]!.AsArray();
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.Equal("seen", e!["mission"]!.GetValue<string>()));
        Assert.DoesNotContain(entries, e => e!["environment"]?.GetValue<string>() is "dev" or "aiv");
        Assert.Contains(await _house.JournalAsync(), e => e["mission"] is null);
    }

    [Fact]
    public async Task Pages_both_ways()
    {
        var forward = (await _house.JournalAsync()).ConvertAll(e => e["sequence"]!.GetValue<long>());
        var newest = (await _house.GetJsonAsync("/api/v1/journal?newest=true&limit=4"))["items"]!.AsArray().Select(e => e!["sequence"]!.GetValue<long>());
        Assert.Equal(forward.AsEnumerable().Reverse().Take(4), newest);
    }

    [Theory]
    [InlineData("/api/v1/journal?after=abc")]
    [InlineData("/api/v1/journal/stream?after=-5")]
    public async Task Refuses_a_place_that_is_none(string address)
    {
        var answer = await _house.Admin.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("web.bad_page", await answer.CodeAsync());
    }
}

public sealed class JournalTestsOnSqliteAndFolder(SqliteHouse house) : JournalTests(house), IClassFixture<SqliteHouse>;

public sealed class JournalTestsOnPostgresAndS3(ServersHouse house) : JournalTests(house), IClassFixture<ServersHouse>;
