using System.Net;
using Gantry.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class SecretTests : IAsyncLifetime
{
    private const string Address = "/api/v1/missions/neo/environments/ops/secrets";
    private const string Value = "the partner's own words";

    private SecurityHost _host = null!;

    private ISecrets Secrets => _host.Services.GetRequiredService<ISecrets>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await SecurityHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Are_set_replaced_found_by_areas_and_deleted()
    {
        Assert.Equal(1, (await SetAsync("partner", "an older one")).Version);
        Assert.Equal(2, (await SetAsync("partner", Value)).Version);
        Assert.Equal(Value, await Secrets.FindAsync("neo", "ops", "partner", Ct));
        // What ops was given is not there for dev.
        Assert.Null(await Secrets.FindAsync("neo", "dev", "partner", Ct));

        using var deleted = await _host.SendAsync(HttpMethod.Delete, $"{Address}/partner", SecurityHost.Admin);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Null(await Secrets.FindAsync("neo", "ops", "partner", Ct));
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Delete, $"{Address}/partner", SecurityHost.Admin), 404, "security.no_such_secret");
    }

    [Fact]
    public async Task Are_shown_to_nobody_neither_in_answers_nor_in_the_journal_nor_on_the_disk()
    {
        await SetAsync("partner", Value);
        using var listed = await _host.GetAsync(Address, SecurityHost.Admin);
        var text = await listed.Content.ReadAsStringAsync(Ct);
        Assert.Contains("\"partner\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, text, StringComparison.Ordinal);
        Assert.All(await _host.JournalAsync(), entry => Assert.DoesNotContain(Value, entry.Data, StringComparison.Ordinal));
        Assert.Single(await _host.JournalAsync("security.secret_set"));
        foreach (var file in Directory.GetFiles(_host.Folder, "gantry.db*").Where(f => !f.EndsWith(".owner", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(Value, await reader.ReadToEndAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_row_that_is_moved_to_another_name_does_not_open()
    {
        await SetAsync("partner", Value);
        var database = _host.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(work => work.ExecuteAsync($"update security_secret set name = 'other'", Ct), Ct);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => Secrets.FindAsync("neo", "ops", "other", Ct));
    }

    [Theory]
    [InlineData("Partner", "x")]
    [InlineData("partner", "")]
    public async Task A_name_or_value_that_is_none_is_refused(string name, string value) =>
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Put, $"{Address}/{name}", SecurityHost.Admin, new SetSecret(value)), 422, "security.bad_secret");

    [Fact]
    public async Task Survive_a_restart_and_a_new_key_above_the_old_one()
    {
        await SetAsync("partner", Value);
        await _host.StopAsync();
        var keys = Path.Combine(_host.Folder, "secrets.key");
        await File.WriteAllTextAsync(keys, NewKey() + "\n" + await File.ReadAllTextAsync(keys, Ct), Ct);

        await using var next = await SecurityHost.StartAsync(folder: _host.Folder, clock: _host.Clock);
        var secrets = next.Services.GetRequiredService<ISecrets>();
        Assert.Equal(Value, await secrets.FindAsync("neo", "ops", "partner", Ct));
        var sealedAnew = await secrets.SealAsync("x", "here", Ct);
        Assert.Equal("x", secrets.Open(sealedAnew, "here"));
        Assert.Throws<SecretUnreadableException>(() => secrets.Open(sealedAnew, "there"));
        Assert.Throws<SecretUnreadableException>(() => secrets.Open(sealedAnew[..^4], "here"));
    }

    [Fact]
    public async Task A_node_with_another_key_does_not_start()
    {
        await SetAsync("partner", Value);
        await _host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(_host.Folder, "secrets.key"), NewKey(), Ct);
        var refusal = await Assert.ThrowsAsync<StateRefusedException>(() => SecurityHost.StartAsync(folder: _host.Folder, clock: _host.Clock));
        Assert.Contains("all nodes share one", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_the_first_secret_nodes_need_not_agree_and_then_one_with_another_key_cannot_set_any()
    {
        await _host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(_host.Folder, "secrets.key"), NewKey(), Ct);
        await using var other = await SecurityHost.StartAsync(folder: _host.Folder, clock: _host.Clock);
        var database = other.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(work => work.ExecuteAsync($"insert into security_seal values ('current', 'f00dfeed')", Ct), Ct);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => other.Services.GetRequiredService<ISecrets>().SealAsync("x", "here", Ct));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("c2hvcnQ=")]
    [InlineData("# only words\n")]
    public async Task A_key_file_without_a_key_is_refused_in_words(string text)
    {
        await _host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(_host.Folder, "secrets.key"), text, Ct);
        await Assert.ThrowsAsync<SettingsRefusedException>(() => SecurityHost.StartAsync(folder: _host.Folder, clock: _host.Clock));
    }

    [Fact]
    public void The_key_file_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_host.Folder, "secrets.key")));
    }

    private Task<SecretView> SetAsync(string name, string value) =>
        _host.ReadAsync<SecretView>(HttpMethod.Put, $"{Address}/{name}", SecurityHost.Admin, new SetSecret(value));

    private static string NewKey() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
