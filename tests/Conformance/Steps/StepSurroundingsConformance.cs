using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every step is given, and what none is told.</summary>
public abstract class StepSurroundingsConformance : StepSuite
{
    [Fact]
    public async Task Shows_inputs_and_lets_nobody_write_them()
    {
        using var lake = new TempFolder("lake");
        var (one, folder) = (lake.Write("one", "input"), Path.GetDirectoryName(lake.Write("many/two", "other"))!);
        Open(lake.Path, folder);
        var order = Order("cat in/one in/many/two; echo bad >in/one; echo bad >>in/one; rm -f in/one; chmod 777 in/one; echo bad >in/many/three; true");

        var heard = await RunAsync(order with { Mounts = [new(one, "in/one"), new(folder, "in/many")] });

        Assert.Equal("inputother", heard.Output);
        Assert.Equal("input", await File.ReadAllTextAsync(one, Ct));
        Assert.False(File.Exists(Path.Combine(folder, "three")));
        Assert.Equal(0, heard.Exit.Code);
    }

    [Fact]
    public async Task Finds_the_programs_that_the_system_has_several_of()
    {
        var heard = await RunAsync("echo 7 | awk '{ print $1 * 6 }'");

        Assert.Equal(("42\n", 0), (heard.Output, heard.Exit.Code));
    }

    [Fact]
    public async Task Keeps_the_servers_environment_to_itself()
    {
        Environment.SetEnvironmentVariable("STEP_TEST_SERVER_SECRET", "of the server");

        var heard = await RunAsync("env");

        Assert.DoesNotContain("of the server", heard.Output, StringComparison.Ordinal);
        Assert.Contains($"{Mark}={MarkValue}", heard.Output, StringComparison.Ordinal);
        Assert.Subset(
            new HashSet<string>(["PATH", "HOME", "LANG", "TMPDIR", Mark, "PWD", "OLDPWD", "SHLVL", "_", "TERM", "HOSTNAME", "container", "GANTRY_ATTEMPT"]),
            heard.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).ToHashSet());
    }

    [Fact]
    public async Task Inherits_no_file_that_the_server_has_open()
    {
        using var folder = new TempFolder("secrets");
        using var secret = File.OpenRead(folder.Write("key", "of the server"));

        var heard = await RunAsync("ls -l /proc/self/fd");

        Assert.DoesNotContain(folder.Path, heard.Output, StringComparison.Ordinal);
        Assert.InRange(heard.Output.Split('\n').Count(line => line.Contains("->", StringComparison.Ordinal)), 3, 4);
    }

    [Fact]
    public async Task Tells_the_steps_environment_to_nobody_on_the_machine()
    {
        var secret = Guid.CreateVersion7().ToString("N");
        var order = Order("echo ready; while [ ! -e go ]; do sleep 0.01; done; echo $SECRET");
        var heard = new Heard();
        var running = Runner.RunAsync(order with { Environment = new Dictionary<string, string> { ["SECRET"] = secret } }, heard, Ct);
        await heard.HearsAsync("ready");

        var seen = Directory.GetDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])).Select(CommandLine).Where(c => c.Contains(secret, StringComparison.Ordinal));

        Assert.Empty(seen);
        await File.WriteAllTextAsync(Path.Combine(order.Folder, "go"), "", Ct);
        await running;
        Assert.Contains(secret, heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reaches_the_machines_network_when_it_was_declared()
    {
        var heard = await RunAsync(Order("ls -l /proc/self/ns/net") with { HasNetwork = true });

        Assert.Contains(Network, heard.Output, StringComparison.Ordinal);
    }

    private static string Network => new FileInfo("/proc/self/ns/net").LinkTarget!;

    private static void Open(params string[] folders)
    {
        const UnixFileMode everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        foreach (var folder in folders)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, everybody);
        }
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
