using System.Globalization;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What a step cannot see, reach or change.</summary>
public abstract class StepIsolationConformance : StepSuite
{
    [Fact]
    public async Task Sees_no_file_of_the_server()
    {
        using var secrets = new TempFolder("secrets");
        Open(secrets.Path);
        var key = secrets.Write("key", "of the server");

        var heard = await RunAsync($"cat {key}; cat /etc/shadow; ls /home /root /var/lib /run /work; ls /step/..");

        Assert.DoesNotContain("of the server", heard.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Attempts, heard.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_nowhere_but_in_its_folder_and_memory()
    {

        var heard = await RunAsync("for f in / /usr /bin /etc /dev /proc /proc/sys/kernel /sys /var; do echo x 2>/dev/null >$f/made && echo $f; done; echo end");

        Assert.Equal("end\n", heard.Output);
    }

    [Fact]
    public async Task Sees_no_process_but_its_own()
    {

        var heard = await RunAsync("for p in /proc/[0-9]*; do echo ${p#/proc/}; done");

        Assert.InRange(heard.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Max(), 1, 20);
    }

    [Fact]
    public async Task Is_nobody_and_can_become_nobody_else()
    {

        var heard = await RunAsync("id -u; id -g; grep -E 'CapPrm|CapEff|CapInh|CapBnd|CapAmb|NoNewPrivs|Groups' /proc/self/status | tr -s '\\t ' ' '");

        Assert.Equal("65534\n65534\n", heard.Output[..12]);
        foreach (var line in (string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
            Assert.Contains($"{line}: 0000000000000000\n", heard.Output, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs: 1", heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reaches_no_network()
    {

        var heard = await RunAsync("tail -n +3 /proc/net/dev | cut -d: -f1; wc -l </proc/net/route; ls -l /proc/self/ns/net");

        Assert.StartsWith("lo\n", heard.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Network, heard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_step_tells_the_loader_is_heard_inside_alone()
    {
        var order = Order("echo ran");

        var heard = await RunAsync(order with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = "/step/none.so", ["PATH"] = "/nowhere:/bin:/usr/bin" } });

        Assert.Equal("ran\n", heard.Output);
        // Whatever leads to the step on the machine would complain too.
        Assert.InRange(heard.Error.Split("cannot be preloaded").Length - 1, 0, 1);
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
}
