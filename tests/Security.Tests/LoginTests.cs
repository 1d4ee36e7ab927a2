using System.Net;
using Gantry.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class LoginTests
{
    [Fact]
    public async Task Basic_is_hashed_once_and_then_remembered()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "viewer:neo:*");
        var before = host.Hasher.Computed;
        for (var i = 0; i < 50; i++)
        {
            using var answer = await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(1, host.Hasher.Computed - before);

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        using var later = await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
        Assert.Equal(2, host.Hasher.Computed - before);
    }

    [Fact]
    public async Task Many_at_once_with_the_same_password_are_one_attempt()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var before = host.Hasher.Computed;
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(host.Hasher.Computed - before, 1, 3);
    }

    [Fact]
    public async Task Remembered_passwords_are_forgotten_with_a_change_of_password()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var old = SecurityHost.Basic("alice", SecurityHost.Password);
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", old);
        using var changed = await host.SendAsync(HttpMethod.Put, "/api/v1/me/password", old, new ChangePassword(SecurityHost.Password, "another good password"));
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", old), 401, "access.bad_credentials");
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", "another good password"));
    }

    [Fact]
    public async Task Remembered_passwords_do_not_outlive_a_disabling_nor_keep_old_grants()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "viewer:neo:*");
        var alice = SecurityHost.Basic("alice", SecurityHost.Password);
        Assert.Single((await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", alice)).Grants);

        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(Grants: []));
        Assert.Empty((await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", alice)).Grants);
        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", alice), 401, "access.bad_credentials");
    }

    [Fact]
    public async Task Failures_look_the_same_whatever_was_wrong()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        await host.AddAsync("gone");
        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/gone", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        var before = host.Hasher.Computed;

        var texts = new HashSet<string>();
        foreach (var (name, password) in new[] { ("alice", "wrong"), ("nobody", "wrong"), ("gone", SecurityHost.Password), ("gone", "wrong"), ("No Name", "x"), ("", "") })
        {
            using var answer = await host.GetAsync("/api/v1/me", SecurityHost.Basic(name, password));
            texts.Add($"{answer.StatusCode} {WithoutTrace(await answer.Content.ReadAsStringAsync())} {answer.Headers.WwwAuthenticate}");
        }
        Assert.Single(texts);
        Assert.Equal(6, host.Hasher.Computed - before);

        var refusals = new HashSet<string>();
        foreach (var (name, password) in new[] { ("alice", "wrong"), ("nobody", "wrong"), ("gone", SecurityHost.Password) })
        {
            using var answer = await host.TokenAsync(("grant_type", "password"), ("username", name), ("password", password));
            refusals.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Single(refusals);
    }

    [Fact]
    public async Task Failures_are_slowed_by_name_and_the_wait_is_told()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        for (var i = 0; i < LoginThrottle.FreeByName; i++)
            await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", $"wrong {i}")), 401, "access.bad_credentials");
        var hashes = host.Hasher.Computed;
        foreach (var wait in new[] { 1, 2, 4, 8 })
        {
            // Also with the right password: a guesser must not learn by the answer that this one would have been it.
            using var refused = await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("access.slow_down", await SecurityHost.CodeAsync(refused));
            Assert.Equal(TimeSpan.FromSeconds(wait), refused.Headers.RetryAfter!.Delta);
            host.Clock.Advance(TimeSpan.FromSeconds(wait));
            await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", "wrong again")), 401, "access.bad_credentials");
        }
        Assert.Equal(4, host.Hasher.Computed - hashes);

        using var form = await host.TokenAsync(("grant_type", "password"), ("username", "alice"), ("password", "wrong"));
        Assert.Equal(HttpStatusCode.TooManyRequests, form.StatusCode);
        Assert.NotNull(form.Headers.RetryAfter);
        Assert.Equal("access.slow_down", await SecurityHost.CodeAsync(form));

        host.Clock.Advance(TimeSpan.FromSeconds(16));
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", "one more")), 401, "access.bad_credentials");
    }

    [Fact]
    public async Task A_guesser_does_not_lock_out_whoever_is_in()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var alice = SecurityHost.Basic("alice", SecurityHost.Password);
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", alice);
        for (var i = 0; i < 8; i++)
        {
            using var guess = await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", $"guess {i}"));
        }
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", alice);
    }

    [Fact]
    public async Task Failures_are_journalled_and_a_flood_of_them_is_summarised()
    {
        await using var host = await SecurityHost.StartAsync();
        var book = host.Services.GetRequiredService<FailureBook>();
        using var one = await host.GetAsync("/api/v1/me", SecurityHost.Basic("alice", "my secret word"));
        using var odd = await host.GetAsync("/api/v1/me", SecurityHost.Basic("My Secret Word", "x"));
        for (var i = 0; i < 100; i++)
            await book.NoteAsync($"user{i}", "192.0.2.7", "basic", CancellationToken.None);
        // Either the server's own turn, which the clock sets off, or this one writes it; the signal comes with the commit.
        var told = host.Services.GetRequiredService<IDatabase>().Signals.Ticket(Journal.Topic);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await book.FlushAsync(isStopping: false, CancellationToken.None);
        await told.WaitAsync(TimeSpan.FromSeconds(120));

        var single = await host.JournalAsync("security.login_failed");
        Assert.Equal(FailureBook.OneByOne, single.Count);
        Assert.Equal("alice", (string?)single[0].DataNode()["name"]);
        Assert.Equal("127.0.0.1", (string?)single[0].DataNode()["address"]);
        var summary = Assert.Single(await host.JournalAsync("security.logins_failed"));
        Assert.Equal(102 - FailureBook.OneByOne, (int?)summary.DataNode()["count"]);
        var all = string.Concat((await host.JournalAsync()).Select(e => e.Data + e.Subject));
        Assert.DoesNotContain("ecret", all, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b")]
    [InlineData("Basic")]
    [InlineData("Basic !!!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic /////w==")]
    [InlineData("Basic YTpiAA==")]
    [InlineData("Digest username=\"x\"")]
    [InlineData("Negotiate abc")]
    public async Task A_header_that_cannot_be_read_is_refused_in_words(string header)
    {
        await using var host = await SecurityHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("access.bad_authorization", await SecurityHost.CodeAsync(answer));
        Assert.Contains(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task Two_headers_are_refused()
    {
        await using var host = await SecurityHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", [SecurityHost.Admin.ToString(), "Bearer x"]);
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_password_may_hold_colons_and_any_letter()
    {
        await using var host = await SecurityHost.StartAsync();
        const string odd = "päss:wörd:☃ +%41 with more";
        await host.ReadAsync<CreatedUser>(HttpMethod.Post, "/api/v1/users", SecurityHost.Admin, new CreateUser("alice", Password: odd));
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", odd));
        Assert.NotNull(await host.LogInAsync("alice", odd));
    }

    [Fact]
    public async Task Stronger_hashing_reaches_a_password_at_its_next_log_in()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        await host.StopAsync();
        await using var again = await SecurityHost.StartAsync(folder: host.Folder, clock: host.Clock, configure: services =>
            services.AddSingleton(s => new PasswordHasher(2000, s.GetRequiredService<SecurityMetrics>())));
        await again.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
        var stored = (await again.Services.GetRequiredService<PrincipalStore>().FindByNameAsync("alice", CancellationToken.None))!.Password;
        Assert.StartsWith("pbkdf2-sha512$2000$", stored, StringComparison.Ordinal);
        again.Clock.Advance(TimeSpan.FromHours(1));
        await again.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
    }

    [Fact]
    public async Task When_somebody_was_last_seen_is_written_down_in_a_while()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("alice", SecurityHost.Password));
        await host.Services.GetRequiredService<SeenBook>().FlushAsync(CancellationToken.None);
        var seen = await host.ReadAsync<UserView>(HttpMethod.Get, "/api/v1/users/alice", SecurityHost.Admin);
        Assert.Equal(host.Clock.GetUtcNow(), seen.LastSeenAt);
    }

    [Fact]
    public async Task Log_ins_and_lookups_are_counted()
    {
        await using var host = await SecurityHost.StartAsync();
        var meters = host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var counted = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == SecurityMetrics.MeterName && instrument.Meter.Scope == meters)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}".TrimEnd()));
        listener.Start();

        using var wrong = await host.GetAsync("/api/v1/me", SecurityHost.Basic("admin", "wrong"));
        using var right = await host.GetAsync("/api/v1/me", SecurityHost.Admin);
        using var again = await host.GetAsync("/api/v1/me", SecurityHost.Admin);
        using var unknown = await host.GetAsync("/api/v1/me", SecurityHost.Bearer("gta_" + TokenText.Random(32)));
        Assert.Equal(
            [
                "gantry.security.password_hashes", "gantry.security.logins way=basic result=failed",
                "gantry.security.password_hashes", "gantry.security.logins way=basic result=succeeded",
                "gantry.security.logins way=basic result=remembered", "gantry.security.token_lookups kind=unknown result=refused",
            ], counted);
    }

    private static string WithoutTrace(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"traceId\":(\"[^\"]*\"|null)", "");
}
