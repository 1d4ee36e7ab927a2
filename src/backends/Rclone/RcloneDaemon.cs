using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Gantry.Rclone;

/// <summary>An rclone that waits for orders on loopback behind a password of this moment.</summary>
internal sealed class RunningRclone(HttpClient http, Process guard, Task isOver) : IDisposable
{
    public HttpClient Http { get; } = http;

    /// <summary>The remotes it was told about.</summary>
    public ConcurrentDictionary<string, Task> Remotes { get; } = new(StringComparer.Ordinal);

    public bool IsAlive => !isOver.IsCompleted;

    public void Dispose()
    {
        // The guard hears that its pipe is closed and ends rclone.
        guard.StandardInput.Close();
        guard.Dispose();
        Http.Dispose();
    }
}

/// <summary>Keeps one rclone running for this process: connections to the other sides are kept open between files.</summary>
internal sealed partial class RcloneDaemon(RcloneOptions options, ILogger log) : IDisposable
{
    // The pipe is the leash: however this process ends, the shell reads its end and takes rclone with it.
    private const string Guard = "\"$@\" </dev/null & child=$!; exec 2>/dev/null; read -r _; kill $child; wait $child";

    private static readonly TimeSpan _startWithin = TimeSpan.FromSeconds(20);

    private readonly ILogger _log = log;
    private readonly SemaphoreSlim _gate = new(1);
    private RunningRclone? _running;

    /// <summary>The running rclone; started when there is none, or none any more.</summary>
    public async Task<RunningRclone> RunningAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _running) is { IsAlive: true } running)
            return running;
        await _gate.WaitAsync(ct);
        try
        {
            if (_running is { IsAlive: true } other)
                return other;
            _running?.Dispose();
            _running = null;
            return _running = await StartAsync(ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _running?.Dispose();
        _gate.Dispose();
    }

    private async Task<RunningRclone> StartAsync(CancellationToken ct)
    {
        var program = options.FindProgram() ?? throw new RemoteFailureException(RemoteFailure.Unreachable, RcloneFiles.NotInstalled(options));
        var (user, password) = (RandomNumberGenerator.GetHexString(16), RandomNumberGenerator.GetHexString(48));
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "gantry-rclone", program, "rcd", .. options.Flags(), "--rc-addr", "127.0.0.1:0", "--rc-serve"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        options.Surround(start.Environment);
        // In the environment, which only this user can read, and not among the arguments, which everybody can.
        start.Environment["RCLONE_RC_USER"] = user;
        start.Environment["RCLONE_RC_PASS"] = password;
        var guard = Process.Start(start) ?? throw new RemoteFailureException(RemoteFailure.Unreachable, "A shell to run rclone in could not be started.");
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOver = Task.Run(() => FollowAsync(guard.StandardError, address), CancellationToken.None);
        try
        {
            var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await address.Task.WaitAsync(_startWithin, ct), Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{password}")));
            return new(http, guard, isOver);
        }
        catch (Exception e)
        {
            guard.StandardInput.Close();
            guard.Dispose();
            if (e is TimeoutException)
                throw new RemoteFailureException(RemoteFailure.Unreachable, $"{program} did not start within {_startWithin.TotalSeconds:0} s.", e);
            throw;
        }
    }

    private async Task FollowAsync(StreamReader said, TaskCompletionSource<Uri> address)
    {
        var last = "it said nothing";
        while (await said.ReadLineAsync() is { } line)
        {
            last = line;
            if (Listening().Match(line) is { Success: true } match)
                address.TrySetResult(new(match.Groups[1].Value));
            else
                LogSaid(line);
        }
        address.TrySetException(new RemoteFailureException(RemoteFailure.Unreachable, $"rclone ended at once: {last}"));
    }

    [GeneratedRegex(@"Serving remote control on (http://127\.0\.0\.1:\d+/)")]
    private static partial Regex Listening();

    [LoggerMessage(1401, LogLevel.Debug, "rclone: {Line}")]
    private partial void LogSaid(string line);
}
