using Gantry.Client;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class AccessCommandTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_comes_in_is_given_less_changes_the_password_and_is_shut_out()
    {
        var visitor = desk.Visitor("ada");
        var secret = (await desk.RunAsync("user", "create", "ada", "--grant", "operator:neo:ops", "--grant", "viewer")).Out.Trim();
        Assert.Equal(0, (await desk.RunAsync(["login", "ada", "--password-stdin"], secret, visitor)).ExitCode);
        Assert.Contains("viewer:*:*", (await desk.RunAsync(["whoami"], null, visitor)).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Denied, (await desk.RunAsync(["user", "ls"], null, visitor)).ExitCode);

        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("user", "grant", "ada", "author:neo", "--remove")).ExitCode);
        Assert.Contains("ada may viewer:*:*.", (await desk.RunAsync("user", "grant", "ada", "operator:neo:ops", "--remove")).Out, StringComparison.Ordinal);
        Assert.Contains("author:neo:*", (await desk.RunAsync("user", "grant", "ada", "author:neo")).Out, StringComparison.Ordinal);
        Assert.Contains("ada may viewer:*:*.", (await desk.RunAsync("user", "grant", "ada", "viewer", "--only")).Out, StringComparison.Ordinal);

        const string chosen = "quite-another-secret-1";
        var changed = await desk.RunAsync(["user", "password", "--password-stdin"], $"{secret}\n{chosen}\n", visitor);
        Assert.True(changed.ExitCode == 0, changed.Error);
        Assert.Equal(ExitCode.NotSignedIn, (await desk.RunAsync(["login", "ada", "--password-stdin"], secret, visitor)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync(["login", "ada", "--password-stdin"], chosen, visitor)).ExitCode);

        Assert.Equal(0, (await desk.RunAsync("user", "disable", "ada")).ExitCode);
        Assert.Equal(ExitCode.NotSignedIn, (await desk.RunAsync(["whoami"], null, visitor)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("user", "enable", "ada")).ExitCode);
        var renewed = (await desk.RunAsync("user", "password", "ada", "--make-up", "--json")).Json["secret"]!.GetValue<string>();
        Assert.Equal(0, (await desk.RunAsync(["login", "ada", "--password-stdin"], renewed, visitor)).ExitCode);
    }

    [Fact]
    public async Task A_secret_is_set_from_standard_input_or_a_file_listed_without_its_value_and_deleted()
    {
        Assert.Equal(0, (await desk.RunAsync(["secret", "set", "neo/ops", "partner", "--stdin"], "whisper\n")).ExitCode);
        Assert.Contains("version 2", (await desk.RunAsync("secret", "set", "neo/ops", "partner", "--file", desk.File("key", "whisper again"))).Out, StringComparison.Ordinal);
        var listed = await desk.RunAsync("secret", "ls", "neo/ops", "--json");
        Assert.Equal(2, listed.Json["items"]![0]!["version"]!.GetValue<int>());
        Assert.DoesNotContain("whisper", listed.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("secret", "rm", "neo/ops", "partner")).ExitCode);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("secret", "rm", "neo/ops", "partner")).ExitCode);
        Assert.Contains("has no secrets", (await desk.RunAsync("secret", "ls", "neo/ops")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_log_in_there_and_here()
    {
        var visitor = desk.Visitor("leaving");
        await desk.RunAsync(["login", "admin", "--password-stdin"], Desk.Secret, visitor);
        var token = (await CredentialsFileOf(visitor).For(new(desk.Address)).ChangeAsync(Task.FromResult, Ct))!.AccessToken;
        Assert.True((await desk.RunAsync(["logout", "--json"], null, visitor)).Json["endedAtServer"]!.GetValue<bool>());

        Assert.Equal(ExitCode.NotSignedIn, (await desk.RunAsync(["whoami"], null, visitor)).ExitCode);
        Assert.Equal(ExitCode.NotSignedIn, (await desk.RunAsync(["whoami"], null, new() { ["GANTRY_URL"] = desk.Address, ["GANTRY_TOKEN"] = token })).ExitCode);
        Assert.Contains("There was no log-in", (await desk.RunAsync(["logout"], null, visitor)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_in_that_ran_out_is_renewed_once_by_many_commands_at_a_time()
    {
        var visitor = desk.Visitor("busy");
        await desk.RunAsync(["login", "admin", "--password-stdin"], Desk.Secret, visitor);
        var keeper = CredentialsFileOf(visitor).For(new(desk.Address));
        var stale = (await keeper.ChangeAsync(login => Task.FromResult<Login?>(login! with { ExpiresAt = DateTimeOffset.UnixEpoch }), Ct))!;

        // Had any two of them used the one refresh token, the server would have ended all of them.
        var said = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.RunAsync(["whoami"], null, visitor)));
        Assert.All(said, s => Assert.True(s.ExitCode == 0, s.Error));
        Assert.NotEqual(stale.RefreshToken, keeper.Read()!.RefreshToken);
        Assert.Equal(0, (await desk.RunAsync(["whoami"], null, visitor)).ExitCode);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(visitor["GANTRY_CREDENTIALS"]));
    }

    [Fact]
    public async Task A_token_alone_on_standard_output_can_be_caught_in_a_variable()
    {
        var token = (await desk.RunAsync("token", "create", "limited", "--days", "1", "--limit", "viewer")).Out;
        Assert.Equal(2, token.Split('\n').Length);
        Dictionary<string, string> variables = new() { ["GANTRY_URL"] = desk.Address, ["GANTRY_TOKEN"] = token.Trim() };
        Assert.Contains("limited  viewer:*:*", (await desk.RunAsync(["whoami"], null, variables)).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Denied, (await desk.RunAsync(["user", "ls"], null, variables)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("token", "revoke", "limited")).ExitCode);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("token", "revoke", "limited")).ExitCode);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_a_lesson()
    {
        var said = await desk.RunAsync(["login", "nobody-here", "--password-stdin"], "not-the-password", desk.Visitor("nobody"));
        Assert.Equal(ExitCode.NotSignedIn, said.ExitCode);
        Assert.DoesNotContain("gantry login", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_log_ins_that_cannot_be_read_are_a_clear_error()
    {
        var visitor = desk.Visitor("garbled");
        Directory.CreateDirectory(Path.GetDirectoryName(visitor["GANTRY_CREDENTIALS"])!);
        await File.WriteAllTextAsync(visitor["GANTRY_CREDENTIALS"], "{ \"http", Ct);
        var said = await desk.RunAsync(["whoami"], null, visitor);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(visitor["GANTRY_CREDENTIALS"], said.Error, StringComparison.Ordinal);
    }

    private static CredentialsFile CredentialsFileOf(Dictionary<string, string> variables) => new(variables["GANTRY_CREDENTIALS"], TimeProvider.System);
}
