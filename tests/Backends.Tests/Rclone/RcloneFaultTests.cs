using System.Diagnostics;
using Gantry.Rclone;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gantry.Backends.Tests.Rclone;

public sealed class RcloneFaultTests : IDisposable
{
    private readonly TempFolder _folder = new("rclone");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_with_another_host_key_is_not_spoken_to()
    {
        await using var server = await SftpServer.StartAsync();
        using var files = RclonePlace.Open(_folder);

        var refused = await Assert.ThrowsAsync<RemoteFailureException>(() => CountAsync(files, Sftp(server) with { HostKeys = server.OtherHostKeys }));

        Assert.Equal(RemoteFailure.Denied, refused.Failure);
        Assert.Contains("knownhosts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_reset_in_the_middle_of_a_file_is_a_failure_and_never_a_short_file()
    {
        await using var server = await SftpServer.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(server.Files, "long.bin"), RandomStream.Bytes(1, 8_000_000), Ct);
        await using var wire = BrokenWire.Resetting(server.Port, 3_000_000);
        using var files = RclonePlace.Open(_folder);

        var broken = await Assert.ThrowsAsync<RemoteFailureException>(() => ReadAsync(files, Through(server, wire), "long.bin"));

        Assert.Equal(RemoteFailure.Unreachable, broken.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3_000_000)]
    public async Task A_server_that_falls_silent_is_given_up(int afterBytes)
    {
        await using var server = await SftpServer.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(server.Files, "long.bin"), RandomStream.Bytes(1, 8_000_000), Ct);
        await using var wire = BrokenWire.Hanging(server.Port, afterBytes);
        using var files = RclonePlace.Open(_folder, patience: TimeSpan.FromSeconds(1));

        var broken = await Assert.ThrowsAsync<RemoteFailureException>(() => ReadAsync(files, Through(server, wire), "long.bin"));

        Assert.Equal(RemoteFailure.Unreachable, broken.Failure);
    }

    [Fact]
    public async Task A_password_stands_on_no_command_line()
    {
        await using var server = await RcloneServer.StartAsync("sftp");
        await using var wire = BrokenWire.Hanging(server.Port, 0);
        using var files = RclonePlace.Open(_folder, patience: TimeSpan.FromSeconds(3));
        const string password = "this-is-a-password-and-stands-nowhere";
        var place = new RemotePlace(RemoteProtocol.Sftp, $"127.0.0.1:{wire.Port}", "") { User = RcloneServer.User, Password = password };

        var listing = CountAsync(files, place);
        await Eventually.HoldsAsync(() => CommandLines().Any(line => line.Contains("lsjson", StringComparison.Ordinal) && line.Contains("gantry:", StringComparison.Ordinal)), "a listing runs");
        Assert.DoesNotContain(CommandLines(), line => line.Contains(password, StringComparison.Ordinal));
        await Assert.ThrowsAsync<RemoteFailureException>(() => listing);
    }

    [Fact]
    public async Task A_password_opens_an_SFTP_server_too()
    {
        await using var server = await RcloneServer.StartAsync("sftp");
        await File.WriteAllTextAsync(Path.Combine(server.Files, "a.txt"), "hello", Ct);
        using var files = RclonePlace.Open(_folder);
        var place = new RemotePlace(RemoteProtocol.Sftp, $"127.0.0.1:{server.Port}", "") { User = RcloneServer.User, Password = RcloneServer.Password };

        Assert.Equal("hello"u8.ToArray(), await ReadAsync(files, place, "a.txt"));
    }

    [Fact]
    public async Task An_rclone_that_ended_is_started_again()
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        using var daemon = new RcloneDaemon(new() { Folder = _folder.Path }, NullLogger.Instance);
        var first = await daemon.RunningAsync(Ct);
        using var answer = await first.Http.PostAsync(new Uri("core/quit", UriKind.Relative), null, Ct);
        await Eventually.HoldsAsync(() => !first.IsAlive, "rclone has ended");

        var second = await daemon.RunningAsync(Ct);

        Assert.NotSame(first, second);
        using var pong = await second.Http.PostAsync(new Uri("rc/noop", UriKind.Relative), null, Ct);
        Assert.True(pong.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Where_rclone_is_missing_it_says_what_to_install()
    {
        using var files = new RcloneFiles(new() { Program = "no-such-rclone", Folder = _folder.Path }, TimeProvider.System, NullLogger<RcloneFiles>.Instance);

        Assert.Contains("apt-get install rclone", files.Missing, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RemoteFailureException>(() => CountAsync(files, new(RemoteProtocol.S3, "http://127.0.0.1:1", "b")));
        Assert.Equal(files.Missing, refused.Message);
    }

    [Fact]
    public async Task A_million_files_are_listed_in_little_memory()
    {
        Needs.That(!OperatingSystem.IsWindows(), "The rclone of this test is a shell script.");
        // An rclone that tells of a million files, as fast as it can.
        var program = _folder.Write("rclone", """
            #!/bin/sh
            echo '['
            seq -f '{"Path":"folder/S1A_OPER_AUX_%.0f.EOF","Name":"x","Size":12345,"ModTime":"2026-01-02T03:04:05.678Z","IsDir":false},' 1000000
            echo ']'
            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var files = new RcloneFiles(new() { Program = program, Folder = _folder.Path }, TimeProvider.System, NullLogger<RcloneFiles>.Instance);
        var before = GC.GetTotalMemory(true);
        var most = 0L;
        var seen = 0;
        await foreach (var file in files.ListAsync(new(RemoteProtocol.S3, "http://127.0.0.1:1", "b"), true, Ct))
        {
            if (++seen % 100_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(true) - before);
        }
        Assert.Equal(1_000_000, seen);
        // Kept together they would be four times as much; other tests of the same process take some meanwhile.
        Assert.InRange(most, long.MinValue, 60_000_000);
    }

    private static RemotePlace Sftp(SftpServer server) =>
        new(RemoteProtocol.Sftp, server.Address, server.Files) { User = server.User, PrivateKey = server.ClientKey, HostKeys = server.HostKeys };

    private static RemotePlace Through(SftpServer server, BrokenWire wire) =>
        Sftp(server) with { Address = $"127.0.0.1:{wire.Port}", HostKeys = server.HostKeysAt(wire.Port) };

    private static async Task<int> CountAsync(RcloneFiles files, RemotePlace place)
    {
        var count = 0;
        await foreach (var file in files.ListAsync(place, true, Ct))
            count++;
        return count;
    }

    private static async Task<byte[]> ReadAsync(RcloneFiles files, RemotePlace place, string path)
    {
        await using var content = await files.OpenAsync(place, path, Ct);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                string line;
                try
                {
                    line = File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ');
                }
                catch (IOException)
                {
                    continue;
                }
                yield return line;
            }
        }
    }
}
