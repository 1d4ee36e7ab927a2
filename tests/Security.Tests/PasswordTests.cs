using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class PasswordTests : IDisposable
{
    private static readonly DateTimeOffset _noon = new(2031, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SecurityMetrics _metrics;

    public PasswordTests() => _metrics = new(_services.GetRequiredService<IMeterFactory>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Are_right_only_when_they_are_the_same()
    {
        using var hasher = new PasswordHasher(1000, _metrics);
        var stored = await hasher.HashAsync("a long enough password");

        Assert.StartsWith("pbkdf2-sha512$1000$", stored, StringComparison.Ordinal);
        Assert.True(await hasher.VerifyAsync("a long enough password", stored));
        Assert.False(await hasher.VerifyAsync("a long enough Password", stored));
        Assert.False(await hasher.VerifyAsync("", stored));
        Assert.False(await hasher.VerifyAsync(new string('x', 100_000), stored));
    }

    [Fact]
    public async Task Have_a_salt_each()
    {
        using var hasher = new PasswordHasher(1000, _metrics);
        Assert.NotEqual(await hasher.HashAsync("the same password"), await hasher.HashAsync("the same password"));
    }

    [Fact]
    public async Task Of_nobody_cost_a_hash_and_are_wrong()
    {
        using var hasher = new PasswordHasher(1000, _metrics);
        Assert.False(await hasher.VerifyAsync("whatever", null));
        Assert.Equal(1, hasher.Computed);
    }

    [Fact]
    public async Task Are_hashed_with_at_least_210_000_rounds_unless_a_test_says_otherwise()
    {
        Assert.Equal(210_000, new SecurityOptions().PasswordIterations);
        Assert.NotNull(SecurityArea.Describe.Settings.Single(s => s.Key == "access.password-iterations").WrongWith!("209999"));
        using var hasher = new PasswordHasher(SecurityOptions.LeastIterations, _metrics);
        var stored = await hasher.HashAsync("a long enough password");
        Assert.True(await hasher.VerifyAsync("a long enough password", stored));
        Assert.True(hasher.IsWeak(stored.Replace("$210000$", "$100000$", StringComparison.Ordinal)));
        Assert.False(hasher.IsWeak(stored));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("a long enough\npassword")]
    public void That_are_thoughtless_are_refused(string password) => Assert.NotNull(PasswordRules.WrongWith(password));

    [Fact]
    public void Made_up_are_long_and_never_twice()
    {
        var made = Enumerable.Range(0, 100).Select(_ => PasswordRules.MakeUp()).ToList();
        Assert.Equal(100, made.Distinct().Count());
        Assert.All(made, secret => Assert.Null(PasswordRules.WrongWith(secret)));
        Assert.All(made, secret => Assert.Equal(43, secret.Length));
    }

    [Fact]
    public void That_fail_cost_nothing_five_times_and_then_ever_more()
    {
        var waits = Enumerable.Range(1, 13).Select(n => LoginThrottle.WaitAfter(n, LoginThrottle.FreeByName).TotalSeconds);
        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void That_fail_together_are_counted_from_their_beginning()
    {
        var throttle = new LoginThrottle(new HandClock(_noon));
        var begun = Enumerable.Range(0, 50).Count(_ => throttle.Begin("alice", "192.0.2.1") is null);
        Assert.Equal(LoginThrottle.FreeByName, begun);
    }

    [Fact]
    public void That_fail_from_one_address_under_many_names_are_slowed_too()
    {
        var throttle = new LoginThrottle(new HandClock(_noon));
        var begun = Enumerable.Range(0, 50).Count(i => throttle.Begin($"user{i}", $"2001:db8::{i:x}") is null);
        Assert.Equal(LoginThrottle.FreeByAddress, begun);
        Assert.Null(throttle.Begin("somebody", "2001:db8:0:1::1"));
    }

    [Fact]
    public void That_fail_are_forgotten_after_a_quarter_of_an_hour()
    {
        var clock = new HandClock(_noon);
        var throttle = new LoginThrottle(clock);
        for (var i = 0; i < 5; i++)
            throttle.Begin("alice", "192.0.2.1");
        Assert.NotNull(throttle.Begin("alice", "192.0.2.1"));
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(throttle.Begin("alice", "192.0.2.1")));
    }

    [Fact]
    public void Of_many_names_do_not_fill_the_memory()
    {
        var clock = new HandClock(_noon);
        var throttle = new LoginThrottle(clock);
        for (var i = 0; i < 50_000; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            throttle.Begin($"user{i}", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
        }
        Assert.Null(throttle.Begin("alice", "192.0.2.1"));
    }
}
