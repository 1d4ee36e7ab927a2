using System.Net;

namespace Gantry.TestKit;

/// <summary>A real S3 endpoint of the tests' own: OpenStack Swift with its S3 door, on loopback, one node, in a temporary folder.</summary>
public sealed class SwiftServer : IAsyncDisposable
{
    public const string AccessKey = "gantry:gantry";
    public const string SecretKey = "gantrysecret";

    private static readonly Lazy<Task<SwiftServer>> _shared = new(StartAsync);
    private static readonly string[] _kinds = ["account", "container", "object"];

    private readonly TempFolder _folder = new("swift");
    private readonly int[] _ports = FreePort.Take(5);
    private readonly List<ServerProcess> _processes = [];
    private int _buckets;

    private SwiftServer()
    {
    }

    public int Port => _ports[0];

    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>One for the whole test process; each test makes its own bucket. Not to be restarted or killed.</summary>
    public static Task<SwiftServer> SharedAsync()
    {
        NeedPrograms();
        return _shared.Value;
    }

    /// <summary>One for a single test, which may do to it what it likes.</summary>
    public static async Task<SwiftServer> StartAsync()
    {
        NeedPrograms();
        var server = new SwiftServer();
        await server.WriteConfigurationAsync();
        await server.RunAsync();
        return server;
    }

    /// <summary>A name no other test uses; the bucket does not exist yet.</summary>
    public string NewBucketName() => $"test-{Interlocked.Increment(ref _buckets)}";

    /// <summary>Ends all of it at once.</summary>
    public async Task KillAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        _processes.Clear();
    }

    /// <summary>Ends all of it at once and starts again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private static void NeedPrograms() => Needs.Server(
        "OpenStack Swift, the tests' S3 store,", "swift-proxy swift-account swift-container swift-object memcached",
        Needs.Find("swift-proxy-server"), Needs.Find("swift-account-server"), Needs.Find("swift-container-server"),
        Needs.Find("swift-object-server"), Needs.Find("swift-ring-builder"), Needs.Find("memcached"));

    private async Task WriteConfigurationAsync()
    {
        Directory.CreateDirectory(_folder.At("node", "d1"));
        _folder.Write("swift.conf", SwiftConfiguration.Swift);
        _folder.Write("proxy.conf", SwiftConfiguration.Proxy(_folder.Path, Port, _ports[4], AccessKey, SecretKey));
        for (var i = 0; i < _kinds.Length; i++)
            _folder.Write($"{_kinds[i]}.conf", SwiftConfiguration.Storage(_folder.Path, _kinds[i], _ports[i + 1]));
        await Task.WhenAll(_kinds.Select((kind, i) => BuildRingAsync(kind, _ports[i + 1])));
    }

    private async Task BuildRingAsync(string kind, int port)
    {
        var builder = _folder.At($"{kind}.builder");
        var program = Needs.Find("swift-ring-builder")!;
        await ServerProcess.RunAsync(program, builder, "create", "2", "1", "0");
        await ServerProcess.RunAsync(program, builder, "add", $"r1z1-127.0.0.1:{port}/d1", "1");
        await ServerProcess.RunAsync(program, builder, "rebalance");
    }

    private async Task RunAsync()
    {
        var environment = new Dictionary<string, string> { ["SWIFT_TEST"] = "1" };
        string[] memcached = [Needs.Find("memcached")!, "-u", Environment.UserName, "-l", "127.0.0.1", "-p", $"{_ports[4]}", "-m", "32"];
        await StartAsync("memcached", memcached, environment);
        foreach (var kind in _kinds.Prepend("proxy"))
            await StartAsync(kind, [Needs.Find($"swift-{kind}-server")!, _folder.At($"{kind}.conf")], environment);
        foreach (var port in _ports[..4])
            await AnswersAsync(port);
    }

    private async Task StartAsync(string name, string[] command, Dictionary<string, string> environment) =>
        _processes.Add(await ServerProcess.StartAsync(_folder, name, command, environment));

    private async Task AnswersAsync(int port)
    {
        using var http = new HttpClient();
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthcheck"));
                return answer.StatusCode < HttpStatusCode.InternalServerError || port != Port;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"Swift listens on {port} (its logs are in {_folder.Path})");
    }
}
