using System.Diagnostics;
using System.Globalization;

namespace Gantry.TestKit;

/// <summary>
/// A server that a test started. A shell stands between the two and holds a pipe from the test: when the test process
/// ends, however it ends, the pipe closes and the shell takes the server down.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // "keep" is what it hears when the test ends the server itself; otherwise it tidies up after both.
    private const string Guard =
        """
        folder=$1; log=$2; shift 2
        "$@" </dev/null >>"$log" 2>&1 & child=$!
        exec 2>/dev/null
        echo $child
        read -r word
        kill -9 $child
        wait $child
        [ "$word" = keep ] || rm -rf "$folder"
        """;

    private readonly Process _guard;
    private readonly string _pid;
    private bool _isOver;

    private ServerProcess(Process guard, string pid) => (_guard, _pid) = (guard, pid);

    public int ProcessId => int.Parse(_pid, CultureInfo.InvariantCulture);

    public static async Task<ServerProcess> StartAsync(
        TempFolder folder, string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", folder.Path, folder.At($"{name}.log"), .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        var guard = Process.Start(start)!;
        var pid = await guard.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{command[0]} did not start.");
        return new(guard, pid);
    }

    /// <summary>Runs a program to its end; what it said is in the exception when it failed.</summary>
    public static async Task RunAsync(params IEnumerable<string> command)
    {
        var parts = command.ToList();
        using var program = Process.Start(new ProcessStartInfo(parts[0], parts[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var said = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        if (program.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', parts)} ended with {program.ExitCode}: {string.Concat(said)}");
    }

    /// <summary>Sends a signal (KILL, QUIT, STOP …) and does not wait for what comes of it.</summary>
    public Task SignalAsync(string signal) => RunAsync("/bin/kill", "-s", signal, _pid);

    /// <summary>Sends a signal that ends the server, and waits until it has ended; after the patience it is killed.</summary>
    public async Task EndAsync(string signal, TimeSpan patience)
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            await SignalAsync(signal);
            var limit = Stopwatch.StartNew();
            while (limit.Elapsed < patience && IsAlive)
                await Task.Delay(5);
        }
        catch (InvalidOperationException)
        {
            // It was gone already.
        }
        await _guard.StandardInput.WriteLineAsync("keep");
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    public async ValueTask DisposeAsync() => await EndAsync("KILL", TimeSpan.FromSeconds(5));

    /// <summary>Whether it still runs.</summary>
    // A child that has ended but was not waited for yet is a zombie: as dead as it gets.
    public bool IsAlive =>
        File.Exists($"/proc/{_pid}/stat") && !File.ReadAllText($"/proc/{_pid}/stat").Contains(") Z ", StringComparison.Ordinal);
}
