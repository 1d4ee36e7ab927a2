using System.Net.Sockets;
using System.Security.Cryptography;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>The demo's server, in this process, and the secret its administrator begins with.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    public const int UsualPort = 8420;

    private readonly GantryServer _server;

    private DemoServer(GantryServer server, string secret, bool hasScanner) => (_server, Secret, HasScanner) = (server, secret, hasScanner);

    public string Address => _server.Address;

    public string Portal => _server.Portal;

    public string Name => "admin";

    public string Secret { get; }

    public bool HasScanner { get; }

    public Task WaitForStopAsync() => _server.WaitForStopAsync();

    public static async Task<DemoServer> StartAsync(DemoPlaces places, int? port, string? scanner)
    {
        // Letters and digits that nobody mixes up, in groups that can be typed.
        var letters = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        var secret = string.Join('-', letters.Chunk(4).Select(four => new string(four)));
        try
        {
            return new(await StartAsync(places, port ?? UsualPort, secret, scanner), secret, scanner is not null);
        }
        catch (ServerStartException e) when (port is null && IsTaken(e))
        {
            return new(await StartAsync(places, 0, secret, scanner), secret, scanner is not null);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Neither a settings file nor the environment has a say: the demo is the same everywhere.
    private static Task<GantryServer> StartAsync(DemoPlaces places, int port, string secret, string? scanner) => ServerStart.StartAsync(Settings.Compose(Areas.Settings,
    [
        ("data.folder", places.Root, "demo"),
        ("listen.port", $"{port}", "demo"),
        ("node.name", "demo", "demo"),
        ("log.level", "error", "demo"),
        ("access.initial-secret", secret, "demo"),
        ("sources.folders", places.Landing, "demo"),
        ("subscriptions.private-targets", "127.0.0.1/32", "demo"),
        .. scanner is null ? Array.Empty<(string, string, string)>() : [("scan.clamd", scanner, "demo")],
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
