using System.Globalization;
using Npgsql;

namespace Gantry.TestKit;

/// <summary>A PostgreSQL of the tests' own, on loopback, in a temporary folder. Commits wait for the log but not for the disk.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "gantry";

    private static readonly Lazy<Task<PostgresServer>> _shared = new(StartAsync);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new("postgres");
    private readonly string _programs;
    private ServerProcess? _process;
    private int _databases;

    private PostgresServer(string programs) => (_programs, Port) = (programs, FreePort.Take(1)[0]);

    public int Port { get; }

    /// <summary>One for the whole test process; each test makes a database in it. Not to be restarted or killed.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        NeedPrograms();
        return _shared.Value;
    }

    /// <summary>One for a single test, which may do to it what it likes.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Path.GetDirectoryName(NeedPrograms())!);
        await server.InitialiseAsync();
        await server.RunAsync();
        return server;
    }

    /// <summary>How to reach a database of this server.</summary>
    public string ConnectionTo(string database) => ConnectionTo(database, Port);

    /// <summary>The same by way of a proxy.</summary>
    public static string ConnectionTo(string database, int port) => $"Host=127.0.0.1;Port={port};Username={User};Database={database}";

    /// <summary>A new, empty database and how to reach it. <paramref name="words"/> is added to the statement that makes it.</summary>
    public async Task<string> NewDatabaseAsync(string words = "")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"create database {name} template template0 {words}");
        return ConnectionTo(name);
    }

    /// <summary>Lets databases be made in another folder, on a disk that a test can fill: <c>NewDatabaseAsync("tablespace …")</c>.</summary>
    public async Task<string> NewTablespaceAsync(string folder)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"space_{Interlocked.Increment(ref _databases)}");
        if (Environment.UserName == "root")
            await ServerProcess.RunAsync("chown", Unprivileged, folder);
        await ExecuteAsync($"create tablespace {name} location '{folder}'");
        return name;
    }

    /// <summary>Stops without a word to anybody, as a crash does, and starts again.</summary>
    public async Task RestartAsync()
    {
        await _process!.EndAsync("QUIT", _patience);
        await RunAsync();
    }

    /// <summary>Ends the server at once; <see cref="RestartAsync"/> brings it back.</summary>
    public Task KillAsync() => _process!.EndAsync("KILL", _patience);

    /// <summary>Sends a signal to the server: STOP makes it silent, CONT lets it go on.</summary>
    public Task SignalAsync(string signal) => _process!.SignalAsync(signal);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.EndAsync("QUIT", _patience);
        _folder.Dispose();
    }

    private static string NeedPrograms()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var newestFirst = versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"));
        var postgres = Needs.Find("postgres", [.. newestFirst]);
        Needs.Server("PostgreSQL", "postgresql", postgres);
        return postgres!;
    }

    private async Task InitialiseAsync()
    {
        if (Environment.UserName == "root")
            await ServerProcess.RunAsync("chown", Unprivileged, _folder.Path);
        await ServerProcess.RunAsync(AsUnprivileged(
            Path.Combine(_programs, "initdb"), "-D", _folder.At("data"), "-U", User, "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"));
    }

    private async Task RunAsync()
    {
        string[] settings =
        [
            $"port={Port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={_folder.Path}", "fsync=off", "full_page_writes=off",
            "max_connections=300", "autovacuum_naptime=5s", "shared_buffers=64MB", "log_min_messages=fatal",
        ];
        // A predecessor that was killed leaves its children for a moment, and until they notice nobody else may start.
        for (var i = 0; ; i++)
        {
            _process = await ServerProcess.StartAsync(
                _folder, "server",
                AsUnprivileged([Path.Combine(_programs, "postgres"), "-D", _folder.At("data"), .. settings.SelectMany(s => new[] { "-c", s })]));
            if (await AnswersAsync())
                return;
            await _process.DisposeAsync();
            if (i == 20)
                throw new InvalidOperationException($"PostgreSQL does not start: {await File.ReadAllTextAsync(_folder.At("server.log"))}");
            await Task.Delay(100);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        while (_process!.IsAlive)
        {
            try
            {
                await ExecuteAsync("select 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20);
            }
        }
        return false;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // The server refuses to run as root, which is what a container usually is.
    private static string[] AsUnprivileged(params string[] command) => Environment.UserName == "root"
        ? ["setpriv", $"--reuid={Unprivileged}", $"--regid={Unprivileged}", "--clear-groups", .. command]
        : command;

    private static string Unprivileged =>
        File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
