using Xunit;

namespace Gantry.Cli.Tests;

public sealed class CommandTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_mission_is_checked_planned_applied_promoted_compared_and_rolled_back()
    {
        var folder = desk.MissionFolder("whole");
        Assert.Contains("is sound", (await desk.RunAsync("check", folder)).Out, StringComparison.Ordinal);
        Assert.True((await desk.RunAsync("plan", folder, "--json")).Json["isNew"]!.GetValue<bool>());
        var first = (await desk.RunAsync("apply", folder, "--json")).Json["release"]!["id"]!.GetValue<string>();
        Assert.Equal(0, (await desk.RunAsync("promote", "whole", "--to", "aiv")).ExitCode);

        await File.WriteAllTextAsync(Path.Combine(folder, "note.txt"), "new", TestContext.Current.CancellationToken);
        var second = (await desk.RunAsync("apply", folder, "--json")).Json["release"]!["id"]!.GetValue<string>();
        Assert.Contains("note.txt", (await desk.RunAsync("diff", "whole", first[..12], second[..12])).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("promote", "whole", "--to", "aiv", "--expect", first)).ExitCode);

        Assert.Equal(0, (await desk.RunAsync("rollback", "whole", "--env", "aiv", "--reason", "wrong")).ExitCode);
        var held = await desk.RunAsync("promote", "whole", "--to", "aiv");
        Assert.Equal(ExitCode.Conflict, held.ExitCode);
        Assert.Contains("held, so that automation does not move it: wrong", (await desk.RunAsync("overview")).Out, StringComparison.Ordinal);
        Assert.Contains("delivery.held", held.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("promote", "whole", "--to", "aiv", "--lift-hold")).ExitCode);
        Assert.Contains(second[..12], (await desk.RunAsync("releases", "whole")).Out, StringComparison.Ordinal);
        Assert.Contains("whole", (await desk.RunAsync("missions")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_folder_is_refused_by_name_and_line_with_and_without_a_server()
    {
        var folder = desk.MissionFolder("flawed", ("types.yaml", "types:\n  - { name: A, patern: x }\n"));
        foreach (var command in new[] { "check", "apply" })
        {
            var said = await desk.RunAsync(command, folder);
            Assert.Equal(ExitCode.Invalid, said.ExitCode);
            Assert.Contains("types.yaml:2:", said.Out + said.Error, StringComparison.Ordinal);
            Assert.Contains("did you mean 'pattern'?", said.Out + said.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_go_in_are_listed_come_out_and_are_removed()
    {
        await desk.ClimbAsync("files");
        var (a, b) = (Path.Combine(desk.Folder, "a.bin"), Path.Combine(desk.Folder, "b.bin"));
        await File.WriteAllTextAsync(a, "first", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(b, "second", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await desk.RunAsync("put", "files/ops", a, b)).ExitCode);
        Assert.Equal(2, (await desk.RunAsync("ls", "files/ops", "--json")).Json["items"]!.AsArray().Count);
        var there = Directory.CreateDirectory(Path.Combine(desk.Folder, "out")).FullName;
        var got = await desk.RunAsync("get", "files/ops", "a.bin", "--to", there);
        Assert.True(got.ExitCode == 0, got.Error);
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(there, "a.bin"), TestContext.Current.CancellationToken));
        Assert.Equal(0, (await desk.RunAsync("rm", "files/ops", "a.bin", "--reason", "a test")).ExitCode);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("get", "files/ops", "a.bin", "--to", there)).ExitCode);
        Assert.Contains("hub.product_deleted", (await desk.RunAsync("journal", "--newest", "5")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_no_type_knows_is_refused_with_exit_code_10()
    {
        await desk.ClimbAsync("typed");
        var file = Path.Combine(desk.Folder, "what.xyz");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        var said = await desk.RunAsync("put", "typed/ops", file);
        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Contains("hub.unknown_type", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_made_and_their_tokens_used_and_taken_back()
    {
        await desk.ClimbAsync("people");
        Assert.Equal(0, (await desk.RunAsync("user", "create", "reader", "--grant", "viewer:people:ops", "--json")).ExitCode);
        Assert.Contains("reader", (await desk.RunAsync("user", "ls")).Out, StringComparison.Ordinal);
        var token = (await desk.RunAsync("token", "create", "script", "--json")).Json;
        Dictionary<string, string> withToken = new() { ["GANTRY_URL"] = desk.Address, ["GANTRY_TOKEN"] = token["secret"]!.GetValue<string>() };
        Assert.Contains("admin", (await desk.RunAsync(["whoami"], null, withToken)).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await desk.RunAsync("token", "revoke", token["token"]!["id"]!.GetValue<string>())).ExitCode);
        Assert.Equal(ExitCode.NotSignedIn, (await desk.RunAsync(["whoami"], null, withToken)).ExitCode);
    }

    [Fact]
    public async Task Without_a_login_or_a_server_the_way_out_is_named()
    {
        var nobody = await desk.RunAsync(["whoami"], null, new() { ["GANTRY_URL"] = desk.Address, ["XDG_CONFIG_HOME"] = Path.Combine(desk.Folder, "nobody") });
        Assert.Equal(ExitCode.NotSignedIn, nobody.ExitCode);
        Assert.Contains("gantry login", nobody.Error, StringComparison.Ordinal);
        var nowhere = await desk.RunAsync(["whoami"], null, new() { ["GANTRY_URL"] = "http://127.0.0.1:1", ["GANTRY_TOKEN"] = "x" });
        Assert.Equal(ExitCode.NoServer, nowhere.ExitCode);
        Assert.Contains("127.0.0.1:1", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_are_for_their_owner_alone()
    {
        var file = Path.Combine(desk.Folder, "config", "gantry", "credentials.json");
        Assert.True(File.Exists(file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain(Desk.Secret, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config", "show")]
    [InlineData("doctor")]
    [InlineData("version")]
    [InlineData("journal", "--newest", "3")]
    [InlineData("missions")]
    [InlineData("overview")]
    [InlineData("whoami")]
    [InlineData("user", "ls")]
    [InlineData("token", "ls")]
    public async Task Every_look_has_a_table_for_people_and_one_JSON_document_for_programs(params string[] command)
    {
        var people = await desk.RunAsync(command);
        Assert.True(people.ExitCode == 0, people.Error);
        Assert.NotEmpty(people.Out + people.Error);
        Assert.DoesNotContain('\u001b', people.Out);
        Assert.NotNull((await desk.RunAsync([.. command, "--json"])).Json);
    }

    [Fact]
    public async Task Settings_are_shown_without_secrets() =>
        Assert.DoesNotContain(Desk.Secret, (await desk.RunAsync("config", "show")).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_shell_is_taught_to_complete(string shell) =>
        Assert.Contains("gantry", (await desk.RunAsync("completion", shell)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task The_schemas_of_a_folder_are_written_for_editors()
    {
        var folder = Path.Combine(desk.Folder, "schemas");
        Assert.Equal(0, (await desk.RunAsync("schema", folder)).ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, "types.schema.json")));
    }

    [Fact]
    public async Task Every_command_ends_its_help_with_examples()
    {
        foreach (var command in CommandLine.Build(Terminal.OfThisProcess()).Subcommands)
        {
            var said = await desk.RunAsync(command.Name, "--help");
            Assert.True(said.Out.Contains("Examples:\n  ", StringComparison.Ordinal), $"{command.Name} --help has no examples.");
        }
    }

    [Fact]
    public async Task A_command_that_is_not_there_exits_with_2()
    {
        var said = await desk.RunAsync("promoet");
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains("promoet", said.Error, StringComparison.Ordinal);
    }
}
