using System.Net.Sockets;
using System.Security.Cryptography;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>The demo's server, in this process, and the secret its administrator begins with.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    public const int UsualPort = 8420;

    private readonly GantryServer _server;

    private DemoServer(GantryServer server, string secret) => (_server, Secret) = (server, secret);

    public string Address => _server.Address;

    public string Name => "admin";

    public string Secret { get; }

    public Task WaitForStopAsync() => _server.WaitForStopAsync();

    public static async Task<DemoServer> StartAsync(string folder, int? port)
    {
        // Letters and digits that nobody mixes up, in groups that can be typed.
        var letters = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        var secret = string.Join('-', letters.Chunk(4).Select(four => new string(four)));
        try
        {
            return new(await StartAsync(folder, port ?? UsualPort, secret), secret);
        }
        catch (ServerStartException e) when (port is null && IsTaken(e))
        {
            return new(await StartAsync(folder, 0, secret), secret);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Neither a settings file nor the environment has a say: the demo is the same everywhere.
    private static Task<GantryServer> StartAsync(string folder, int port, string secret) => ServerStart.StartAsync(Settings.Compose(Areas.Settings,
    [
        ("data.folder", folder, "demo"),
        ("listen.port", $"{port}", "demo"),
        ("log.level", "warning", "demo"),
        ("access.initial-secret", secret, "demo"),
    ]).OrThrow());

    private static bool IsTaken(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied })
                return true;
        }
        return false;
    }
}
