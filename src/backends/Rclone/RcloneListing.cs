using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gantry.Rclone;

/// <summary>
/// Lists a place with an rclone of its own, which tells one file a line: the running one would answer with all of them at
/// once. Rclone itself holds no more than one folder in memory.
/// </summary>
internal sealed class RcloneListing(RcloneOptions options, RcloneCalls calls, TimeProvider clock)
{
    private const string Remote = "gantry";
    private const int TailLines = 8;

    public async IAsyncEnumerable<RemoteFile> ListAsync(RcloneRemote remote, bool recursive, [EnumeratorCancellation] CancellationToken ct)
    {
        using var rclone = Process.Start(await StartInfoAsync(remote, recursive, ct))
            ?? throw new RemoteFailureException(RemoteFailure.Unreachable, "rclone could not be started.");
        try
        {
            var errors = ReadTailAsync(rclone.StandardError);
            while (await NextLineAsync(rclone, remote, ct) is { } line)
            {
                if (Read(line) is { } file)
                    yield return file;
            }
            await rclone.WaitForExitAsync(ct);
            if (rclone.ExitCode != 0)
                throw RcloneFailure.Of(remote.Place, "listing", await errors);
        }
        finally
        {
            if (!rclone.HasExited)
                rclone.Kill();
        }
    }

    private async Task<ProcessStartInfo> StartInfoAsync(RcloneRemote remote, bool recursive, CancellationToken ct)
    {
        var program = options.FindProgram() ?? throw new RemoteFailureException(RemoteFailure.Unreachable, RcloneFiles.NotInstalled(options));
        var start = new ProcessStartInfo(program, ["lsjson", .. options.Flags(), "--files-only", "--no-mimetype", remote.Fs(Remote)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (recursive)
            start.ArgumentList.Insert(1, "--recursive");
        options.Surround(start.Environment);
        SetRemote(start, "TYPE", remote.Type);
        foreach (var (key, value) in remote.Plain)
            SetRemote(start, key, value);
        foreach (var (key, password) in remote.Passwords)
            SetRemote(start, key, await calls.ObscureAsync(password, ct));
        return start;
    }

    private static void SetRemote(ProcessStartInfo start, string key, string value) =>
        start.Environment[$"RCLONE_CONFIG_{Remote.ToUpperInvariant()}_{key.ToUpperInvariant()}"] = value;

    private async Task<string?> NextLineAsync(Process rclone, RcloneRemote remote, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(calls.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await rclone.StandardOutput.ReadLineAsync(either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw RcloneFailure.Of(remote.Place, "listing", $"timeout: nothing came for {calls.AnswerWithin.TotalSeconds:0} s", e);
        }
    }

    private static async Task<string> ReadTailAsync(StreamReader errors)
    {
        var last = new Queue<string>();
        while (await errors.ReadLineAsync() is { } line)
        {
            // The summary at the end only repeats what was said.
            if (line.Contains("Failed to lsjson", StringComparison.Ordinal) && last.Any(l => l.Contains("ERROR", StringComparison.Ordinal)))
                break;
            // Go's HTTP client grumbles about servers that say more than they should.
            if (line.Contains("Unsolicited response", StringComparison.Ordinal))
                continue;
            last.Enqueue(line);
            if (last.Count > TailLines)
                last.Dequeue();
        }
        await errors.BaseStream.CopyToAsync(Stream.Null);
        return string.Join('\n', last);
    }

    internal static RemoteFile? Read(string line)
    {
        var text = line.AsMemory().Trim().TrimEnd(',');
        if (text.Length < 2 || text.Span[0] != '{')
            return null;
        using var json = JsonDocument.Parse(text);
        var file = json.RootElement;
        var size = file.GetProperty("Size").GetInt64();
        var time = file.TryGetProperty("ModTime", out var said)
            && DateTimeOffset.TryParse(said.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            && modified.Year > 1970
                ? modified : (DateTimeOffset?)null;
        return new(file.GetProperty("Path").GetString()!, size < 0 ? null : size, time);
    }
}
