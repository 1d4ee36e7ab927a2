using Gantry.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task Is_made_with_a_secret_that_is_shown_once()
    {
        await using var host = await SecurityHost.StartAsync(new() { ["access.initial-secret"] = "" });
        var secret = SecretIn(host.Banner);
        Assert.Equal(43, secret.Length);
        var me = await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("admin", secret));
        Assert.Equal([new GrantView("administrator", null, null)], me.Grants);
        Assert.Equal(host.Clock.GetUtcNow().AddHours(24), me.ExpiresAt);
        Assert.DoesNotContain(secret, string.Concat((await host.JournalAsync()).Select(e => e.Data)), StringComparison.Ordinal);

        await host.StopAsync();
        await using var again = await SecurityHost.StartAsync(new() { ["access.initial-secret"] = "" }, host.Folder, host.Clock);
        Assert.Empty(again.Banner);
        await again.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("admin", secret));
    }

    [Fact]
    public async Task Chosen_by_the_settings_is_not_printed()
    {
        await using var host = await SecurityHost.StartAsync();
        Assert.NotEmpty(host.Banner);
        Assert.DoesNotContain(SecurityHost.AdminSecret, string.Concat(host.Banner), StringComparison.Ordinal);
        Assert.True(SecurityArea.Describe.Settings.Single(s => s.Key == "access.initial-secret").IsSecret);
    }

    [Fact]
    public async Task Has_a_day_to_choose_a_password_and_the_log_ins_end_with_it()
    {
        await using var host = await SecurityHost.StartAsync(new() { ["access.refresh-lifetime"] = "10d", ["access.token-lifetime"] = "10d" });
        var tokens = await host.LogInAsync("admin", SecurityHost.AdminSecret);
        host.Clock.Advance(TimeSpan.FromHours(24));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Admin), 401, "access.bad_credentials");
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");
        using var refresh = await host.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!));
        Assert.False(refresh.IsSuccessStatusCode);

        // Unused and run out: the next start makes another, or nobody could ever come in.
        await host.StopAsync();
        await using var again = await SecurityHost.StartAsync(new() { ["access.initial-secret"] = "" }, host.Folder, host.Clock);
        await again.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("admin", SecretIn(again.Banner)));
        Assert.Single(await again.JournalAsync("security.initial_secret_renewed"));
    }

    [Fact]
    public async Task With_a_password_of_its_own_stays()
    {
        await using var host = await SecurityHost.StartAsync();
        using var changed = await host.SendAsync(HttpMethod.Put, "/api/v1/me/password", SecurityHost.Admin, new ChangePassword(SecurityHost.AdminSecret, "a password of my own"));
        Assert.True(changed.IsSuccessStatusCode);
        host.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Null((await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("admin", "a password of my own"))).ExpiresAt);
        await host.StopAsync();
        await using var again = await SecurityHost.StartAsync(folder: host.Folder, clock: host.Clock);
        Assert.Empty(again.Banner);
    }

    [Fact]
    public async Task Of_nodes_that_start_together_is_made_by_one()
    {
        await using var host = await SecurityHost.StartAsync();
        var database = host.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async work =>
        {
            await work.ExecuteAsync($"delete from security_grants", CancellationToken.None);
            await work.ExecuteAsync($"delete from security_principals", CancellationToken.None);
        }, CancellationToken.None);
        var step = host.Services.GetServices<IStartStep>().OfType<FirstAdministrator>().Single();
        var banners = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => step.RunAsync(CancellationToken.None)));
        Assert.Single(banners, lines => lines.Count > 0);
    }

    private static string SecretIn(IReadOnlyList<string> banner) =>
        banner.Single(line => line.TrimStart().StartsWith("secret ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
