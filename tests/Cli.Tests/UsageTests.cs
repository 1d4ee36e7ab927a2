using Xunit;

namespace Gantry.Cli.Tests;

public sealed class UsageTests(Desk desk) : IClassFixture<Desk>
{
    [Theory]
    [InlineData("There is no command 'promoet'; did you mean 'promote'?", "promoet", "neo")]
    [InlineData("There is no command 'crate'; did you mean 'create'?", "token", "crate", "x")]
    [InlineData("Which one? There are create, ls, revoke.", "token")]
    [InlineData("Cannot parse argument 'x' for option '--after'.", "journal", "--after", "x")]
    [InlineData("MISSION/ENV", "ls", "neo")]
    [InlineData("--mission and --env go together", "ls", "--mission", "neo")]
    [InlineData("There is no file nowhere.bin.", "put", "neo/ops", "nowhere.bin")]
    [InlineData("is a folder", "put", "neo/ops", "/tmp")]
    [InlineData("is not a server's address", "whoami", "--url", "localhost:8420")]
    [InlineData("is not a server's address", "whoami", "--url", "ftp://example.org")]
    [InlineData("gives no value", "up", "--set", "listen.port")]
    [InlineData("did you mean 'listen.port'?", "up", "--set", "listen.prot=1")]
    [InlineData("did you mean 'listen.port'?", "config", "show", "--set", "listen.prot=1")]
    [InlineData("There is no settings file", "config", "show", "--config", "/nowhere/gantry.yaml")]
    [InlineData("choose one", "journal", "--after", "1", "--newest", "1")]
    [InlineData("--newest takes 1 to 1000", "journal", "--newest", "5000")]
    [InlineData("--reason", "rollback", "neo", "--env", "ops")]
    [InlineData("--to", "promote", "neo")]
    [InlineData("is not a grant", "user", "create", "x", "--grant", "a:b:c:d")]
    [InlineData("nobody to ask for a password", "login", "admin")]
    public async Task What_makes_no_sense_exits_with_2_and_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_one_JSON_document_too()
    {
        var said = await desk.RunAsync("promote", "nobodys", "--to", "aiv", "--json");
        Assert.Equal(ExitCode.Missing, said.ExitCode);
        Assert.Equal("delivery.no_such_mission", said.Json["code"]!.GetValue<string>());
        Assert.StartsWith("error: There is no mission 'nobodys'.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inner_commands_have_examples_too()
    {
        foreach (var group in CommandLine.Build(Terminal.OfThisProcess()).Subcommands.Where(c => c.Subcommands.Count > 0))
        {
            foreach (var command in group.Subcommands)
                Assert.Contains("Examples:\n  ", (await desk.RunAsync(group.Name, command.Name, "--help")).Out, StringComparison.Ordinal);
        }
    }
}
