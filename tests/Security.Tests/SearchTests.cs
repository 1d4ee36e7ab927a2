using System.Net;
using Gantry.Api;

namespace Gantry.Security.Tests;

/// <summary>Searches that people keep for themselves.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private const string Searches = "/api/v1/me/searches";
    private const string Here = Searches + "?room=products&mission=neo&environment=ops";

    private SecurityHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SecurityHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Are_kept_by_name_replaced_and_forgotten_by_their_owner_alone()
    {
        await _host.AddAsync("alice", "viewer:neo:ops");
        var alice = SecurityHost.Basic("alice", SecurityHost.Password);
        await KeepAsync("night", "name=S1A_*", alice);
        var second = await KeepAsync(" night ", "name=S1B_*", alice);
        await KeepAsync("aux", "filter=a", alice);

        var kept = (await _host.ReadAsync<Page<SearchView>>(HttpMethod.Get, Here, alice)).Items;
        Assert.Equal([("aux", "filter=a"), ("night", "name=S1B_*")], kept.Select(s => (s.Name, s.Query)));
        Assert.Empty((await _host.ReadAsync<Page<SearchView>>(HttpMethod.Get, Here, SecurityHost.Admin)).Items);
        Assert.Empty((await _host.ReadAsync<Page<SearchView>>(HttpMethod.Get, Here.Replace("ops", "dev", StringComparison.Ordinal), alice)).Items);

        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Delete, $"{Searches}/{second.Id}", SecurityHost.Admin), 404, "security.no_such_search");
        Assert.Equal(HttpStatusCode.NoContent, (await _host.SendAsync(HttpMethod.Delete, $"{Searches}/{second.Id}", alice)).StatusCode);
        Assert.Equal("aux", Assert.Single((await _host.ReadAsync<Page<SearchView>>(HttpMethod.Get, Here, alice)).Items).Name);
    }

    [Fact]
    public async Task Without_a_name_the_last_ones_are_remembered_each_once()
    {
        for (var i = 0; i < SearchStore.MostRemembered + 5; i++)
            await KeepAsync(null, $"sql={i}", SecurityHost.Admin);
        await KeepAsync("saved", "sql=3", SecurityHost.Admin);
        await KeepAsync(null, "sql=40", SecurityHost.Admin);

        var kept = (await _host.ReadAsync<Page<SearchView>>(HttpMethod.Get, Here, SecurityHost.Admin)).Items;
        Assert.Equal(["saved", "sql=40", "sql=54", "sql=53"], kept.Take(4).Select(s => s.Name ?? s.Query));
        Assert.Equal(SearchStore.MostRemembered + 1, kept.Count);
        Assert.Equal("sql=5", kept[^1].Query);
    }

    [Theory]
    [InlineData("kitchen", "neo", "ops", "a", "x", "products or query")]
    [InlineData("products", "Neo!", "ops", "a", "x", "mission")]
    [InlineData("products", "neo", "home", "a", "x", "dev, aiv, ops")]
    [InlineData("products", "neo", "ops", "", "x", "1 to 100")]
    [InlineData("products", "neo", "ops", "a", "", "1 to 16,000")]
    public async Task What_is_wrong_is_named(string room, string mission, string environment, string name, string query, string words)
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, Searches, SecurityHost.Admin, new SaveSearchRequest(room, mission, environment, name, query));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SecurityHost.RefusedAsync(answer, 422, "security.bad_search");
    }

    [Fact]
    public async Task Are_nobody_s_who_is_not_signed_in() => await SecurityHost.RefusedAsync(await _host.GetAsync(Here), 401, "access.not_signed_in");

    private Task<SearchView> KeepAsync(string? name, string query, System.Net.Http.Headers.AuthenticationHeaderValue by) =>
        _host.ReadAsync<SearchView>(HttpMethod.Post, Searches, by, new SaveSearchRequest("products", "neo", "ops", name, query));
}
