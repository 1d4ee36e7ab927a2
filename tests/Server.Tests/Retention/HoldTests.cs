using System.Net;
using System.Net.Http.Json;
using Gantry.Api;
using Xunit;

namespace Gantry.Server.Tests.Retention;

public abstract class HoldTests(SharedHouse fixture)
{
    private const string Short = "types:\n  - { name: SHORT, pattern: '.*\\.tmp', retention: 1s }\n  - { name: LONG, pattern: '.*\\.bin', retention: 10d, duplicates: replace }\n  - { name: EVER, pattern: '.*\\.txt' }\n";

    private readonly Grounds _grounds = new(fixture.House);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_outlives_its_retention_until_the_hold_is_lifted()
    {
        await fixture.House.MissionAsync(_grounds.Mission, Short);
        var hold = await _grounds.HoldAsync(new("kept*", Reason: "the reprocessing campaign"));
        await _grounds.PutAsync("kept.tmp", "kept");
        await _grounds.PutAsync("first.tmp", "first");
        await _grounds.GoesAsync("first.tmp");
        await _grounds.PutAsync("second.tmp", "second");
        await _grounds.GoesAsync("second.tmp");
        Assert.True(await _grounds.IsThereAsync("kept.tmp"));

        var plan = (await fixture.House.Admin.GetFromJsonAsync<RetentionPlanView>($"{_grounds.Api}/retention/plan", Ct))!;
        Assert.Equal(new RetentionOfType("SHORT", 0, 0, 1, 4), Assert.Single(plan.Types));
        Assert.Equal(hold.Id, Assert.Single(plan.Products).HeldBy);
        Assert.Equal("kept.tmp", (await _grounds.TraceAsync("kept.tmp")).Products.Single(p => p.HeldBy == hold.Id).Name);

        Assert.Equal("hub.hold_needs_reason", await (await _grounds.LiftAsync(hold.Id, " ")).CodeAsync());
        (await _grounds.LiftAsync(hold.Id, "it is over")).EnsureSuccessStatusCode();
        await _grounds.GoesAsync("kept.tmp");
        Assert.Equal("hub.hold_ended", await (await _grounds.LiftAsync(hold.Id, "again")).CodeAsync());
        Assert.Equal("hub.no_such_hold", await (await _grounds.LiftAsync(Guid.CreateVersion7(), "what?")).CodeAsync());
        var kinds = (await fixture.House.JournalAsync($"&mission={_grounds.Mission}&kind=hub.hold_*")).Select(e => e["type"]!.GetValue<string>());
        Assert.Equal(["gantry.hub.hold_placed", "gantry.hub.hold_lifted"], kinds);
    }

    [Fact]
    public async Task Nobody_deletes_what_is_held_and_who_wants_to_is_told_by_whom_and_why()
    {
        await fixture.House.MissionAsync(_grounds.Mission, Short);
        await _grounds.PutAsync("a.bin", "a");
        var product = await _grounds.ProductAsync("a.bin");
        await _grounds.HoldAsync(new(Product: product.Id, Reason: "anomaly 42"));
        var refused = await fixture.House.Admin.DeleteAsync($"{_grounds.Api}/products/a.bin?reason=away", Ct);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("anomaly 42", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // What is new is published all the same, and what is held stays beside it.
        await _grounds.PutAsync("a.bin", "other bytes");
        var newest = await _grounds.ProductAsync("a.bin");
        Assert.Equal(2, newest.Version);
        Assert.Equal(2, (await _grounds.TraceAsync("a.bin")).Products.Count(p => p.State == "published"));
        await _grounds.PutAsync("a.bin", "third bytes");
        var versions = (await _grounds.TraceAsync("a.bin")).Products;
        Assert.Equal(["published", "deleted", "published"], versions.Select(v => v.State));
    }

    [Fact]
    public async Task A_hold_with_an_end_stands_until_then_and_says_so_in_the_journal()
    {
        await fixture.House.MissionAsync(_grounds.Mission, Short);
        var hold = await _grounds.HoldAsync(new("*", Reason: "a little longer", Until: TimeProvider.System.GetUtcNow().AddSeconds(2)));
        await _grounds.PutAsync("a.tmp", "a");
        await _grounds.GoesAsync("a.tmp");
        var deleted = Assert.Single(await fixture.House.JournalAsync($"&mission={_grounds.Mission}&kind=hub.product_deleted"));
        Assert.True(deleted["time"]!.GetValue<DateTimeOffset>() >= hold.Until);
        var expired = Assert.Single(await fixture.House.JournalAsync($"&mission={_grounds.Mission}&kind=hub.hold_expired"));
        Assert.Equal($"holds/{hold.Id}", expired["subject"]!.GetValue<string>());
        Assert.Empty((await fixture.House.GetJsonAsync($"{_grounds.Api}/holds"))["items"]!.AsArray());
        Assert.Equal("expired", (await fixture.House.GetJsonAsync($"{_grounds.Api}/holds?all=true"))["items"]![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_plan_counts_by_type_and_pages_through_what_goes()
    {
        await fixture.House.MissionAsync(_grounds.Mission, Short);
        for (var i = 0; i < 5; i++)
            await _grounds.PutAsync($"{i}.bin", $"{i}");
        await _grounds.PutAsync("ever.txt", "ever");
        await _grounds.HoldAsync(new(Filter: "ContentLength eq 1 and (Name eq '1.bin' or Name eq '3.bin')", Reason: "two of them"));
        Assert.Empty((await fixture.House.Admin.GetFromJsonAsync<RetentionPlanView>($"{_grounds.Api}/retention/plan", Ct))!.Types);

        var until = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(11).ToString("o"));
        var (names, after) = (new List<string>(), "");
        do
        {
            var plan = (await fixture.House.Admin.GetFromJsonAsync<RetentionPlanView>($"{_grounds.Api}/retention/plan?until={until}&limit=2&after={after}", Ct))!;
            Assert.Equal(new RetentionOfType("LONG", 3, 3, 2, 2), Assert.Single(plan.Types));
            names.AddRange(plan.Products.Select(p => p.HeldBy is null ? p.Name : p.Name + " held"));
            after = plan.Next;
        }
        while (after is not null);
        Assert.Equal(["0.bin", "1.bin held", "2.bin", "3.bin held", "4.bin"], names);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await fixture.House.Admin.GetAsync($"{_grounds.Api}/retention/plan?after=x", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("{\"name\":\"a\"}", "hub.hold_needs_reason")]
    [InlineData("{\"reason\":\"why\"}", "hub.hold_of_what")]
    [InlineData("{\"name\":\"a\",\"reason\":\"why\",\"until\":\"2001-01-01T00:00:00Z\"}", "hub.hold_is_over")]
    [InlineData("{\"filter\":\"Nope eq 1\",\"reason\":\"why\"}", "hub.bad_hold_filter")]
    [InlineData("{\"product\":\"0199b2c3-7d4e-7f00-8000-000000000001\",\"reason\":\"why\"}", "hub.no_such_product")]
    public async Task What_makes_no_hold_says_why(string body, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(code, await (await fixture.House.Admin.PostAsync($"{_grounds.Api}/holds", content, Ct)).CodeAsync());
    }
}

public sealed class HoldTestsOnSqlite(RetentionSqliteHouse house) : HoldTests(house), IClassFixture<RetentionSqliteHouse>;

public sealed class HoldTestsOnPostgres(RetentionPostgresHouse house) : HoldTests(house), IClassFixture<RetentionPostgresHouse>;
