using System.Diagnostics;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

/// <summary>The command as a process of its own: its streams, its signals, and what a shell makes of it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder _folder = new("process");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_says_where_it_is_and_stops_in_good_order_when_told()
    {
        using var up = Start("up", "--json", "--data", _folder.At("data"), "--port", "0", "--set", "log.level=error");
        var document = "";
        while (await up.StandardOutput.ReadLineAsync(Ct) is { } line && line != "}")
            document += line;
        var address = JsonNode.Parse(document + "}")!["address"]!.GetValue<string>();

        using var version = Start("version", "--server", "--url", address);
        Assert.Contains("Gantry", await version.StandardOutput.ReadToEndAsync(Ct), StringComparison.Ordinal);
        await version.WaitForExitAsync(Ct);
        Assert.Equal(0, version.ExitCode);

        await TerminateAsync(up);
        Assert.Equal(0, up.ExitCode);
    }

    [Fact]
    public async Task Beyond_loopback_without_TLS_a_server_does_not_start()
    {
        using var up = Start("up", "--data", _folder.At("data"), "--port", "0", "--set", "listen.address=*");
        var error = await up.StandardError.ReadToEndAsync(Ct);
        await up.WaitForExitAsync(Ct);

        Assert.Equal(ExitCode.NoServer, up.ExitCode);
        Assert.Contains("tls.development=true", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_stays_until_it_is_told_to_end_and_takes_its_folder_with_it()
    {
        using var demo = Start("demo", "--port", "0");
        string? folder = null;
        while (await demo.StandardOutput.ReadLineAsync(Ct) is { } line && !line.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            Assert.DoesNotContain('\u001b', line);
            folder ??= line.Split("state and lake in ") is [_, var path] ? path : null;
        }
        Assert.True(Directory.Exists(folder));

        await TerminateAsync(demo);
        Assert.Equal(0, demo.ExitCode);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("gantry pro", "promote")]
    [InlineData("gantry token r", "revoke")]
    [InlineData("gantry promote neo --ex", "--expect")]
    [InlineData("gantry --url x user gr", "grant")]
    public async Task Bash_completes_what_was_begun(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash here.");
        using var completion = Start("completion", "bash");
        var script = _folder.Write("complete.sh", await completion.StandardOutput.ReadToEndAsync(Ct) + """

            COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _gantry
            echo "${COMPREPLY[@]}"
            """);
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", [script, line]) { RedirectStandardOutput = true })!;
        Assert.Equal(expected, (await bash.StandardOutput.ReadToEndAsync(Ct)).Trim());
        await bash.WaitForExitAsync(Ct);
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gantry.Cli.dll"), .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _folder.Path,
        };
        start.Environment["XDG_CONFIG_HOME"] = _folder.At("config");
        return Process.Start(start)!;
    }

    private static async Task TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(Ct);
        await process.WaitForExitAsync(Ct);
    }
}
