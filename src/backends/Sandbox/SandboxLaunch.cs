using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gantry.Sandbox;

/// <summary>How an attempt is started: a shell that takes its place in the cgroups and becomes bubblewrap.</summary>
internal static class SandboxLaunch
{
    // One shell for one step, and it is gone when bubblewrap is there: what must be done between fork and exec has no other place in .NET.
    // Bubblewrap reads its arguments from a pipe, where nobody else sees the environment of the step.
    private const string Prelude =
        """
        ulimit -c 0; ulimit -f "$1"; [ "$2" = - ] || ulimit -d "$2"; status=$3; shift 3
        while [ "$1" != -- ]; do echo 0 >"$1" || exit 1; shift; done; shift
        exec "$@" 7<&0 8>"$status" </dev/null
        """;

    private const int FileBlock = 512;
    private const int MemoryBlock = 1024;

    public static async Task<Process> StartAsync(
        SandboxStarter starter, SandboxOptions options, StepOrder order, AttemptCgroup cgroup, string users, string statusFile)
    {
        var isRoot = Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo("/bin/sh",
        [
            "-c", Prelude, "gantry-step", Blocks(order.DiskBytes, FileBlock), cgroup.IsThere ? "-" : Blocks(order.MemoryBytes, MemoryBlock), statusFile,
            .. cgroup.ProcessFiles, "--", options.Program, "--args", "7", "--json-status-fd", "8", .. SandboxView.Command(order, isRoot),
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        // What the server knows is not for what it starts, not even on the way.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        try
        {
            var process = await starter.StartAsync(start);
            await TellAsync(process, SandboxView.Arguments(order, options, users, isRoot));
            return process;
        }
        catch (Win32Exception e)
        {
            throw new StepRunnerException($"No process can be started for attempt {order.Attempt}: {e.Message}", e);
        }
    }

    private static async Task TellAsync(Process process, IEnumerable<string> arguments)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(arguments.Select(a => a + '\0'))));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had listened, and has said why.
        }
    }

    private static string Blocks(long bytes, int block) => ((bytes + block - 1) / block).ToString(CultureInfo.InvariantCulture);
}
