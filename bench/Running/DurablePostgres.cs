using System.Diagnostics;
using Npgsql;

namespace Gantry.Bench.Running;

/// <summary>A PostgreSQL of our own on loopback, as it comes: each commit is flushed to the disk.</summary>
internal sealed class DurablePostgres : IAsyncDisposable
{
    private readonly Process _process;
    private readonly int _port;
    private int _databases;

    private DurablePostgres(Process process, int port) => (_process, _port) = (process, port);

    /// <summary>Null where there is no PostgreSQL on this machine.</summary>
    public static async Task<DurablePostgres?> StartAsync(Scratch scratch)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).FirstOrDefault()
            : null;
        if (programs is null)
        {
            await Console.Error.WriteLineAsync("PostgreSQL is not installed, so it is left out.");
            return null;
        }
        var (folder, port) = (scratch.Folder("postgres"), Ports.Free());
        if (Environment.UserName == "root")
            await Run("chown", "postgres", folder).WaitForExitAsync();
        using (var init = Run([.. AsUnprivileged(), Path.Combine(programs, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "gantry", "--auth=trust", "-E", "UTF8", "--no-locale"]))
        {
            _ = init.StandardOutput.ReadToEndAsync();
            await init.WaitForExitAsync();
        }
        string[] settings = [$"port={port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={folder}", "shared_buffers=128MB", "log_min_messages=fatal"];
        var server = new DurablePostgres(
            Run([.. AsUnprivileged(), Path.Combine(programs, "postgres"), "-D", Path.Combine(folder, "data"), .. settings.SelectMany(s => new[] { "-c", s })]), port);
        while (!await server.AnswersAsync())
            await Task.Delay(50);
        return server;
    }

    /// <summary>How to reach the newest database.</summary>
    public string LastConnection => ConnectionTo($"bench_{_databases}");

    public async Task<string> NewDatabaseAsync()
    {
        var name = $"bench_{++_databases}";
        await ExecuteAsync("postgres", $"create database {name}");
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        using (var stop = Process.Start("/bin/kill", ["-INT", $"{_process.Id}"]))
            await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Username=gantry;Database={database}";

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("PostgreSQL does not start.");
        try
        {
            await ExecuteAsync("postgres", "select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // PostgreSQL refuses to run as root, which is what a container usually is.
    private static string[] AsUnprivileged() =>
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static Process Run(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true, WorkingDirectory = "/",
    })!;
}
