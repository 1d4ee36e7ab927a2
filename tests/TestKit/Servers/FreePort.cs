using System.Net;
using System.Net.Sockets;

namespace Gantry.TestKit;

/// <summary>Ports nobody listens on, for servers that cannot choose their own.</summary>
public static class FreePort
{
    /// <summary>Several at once, all different.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Stop();
        }
    }

    /// <summary>Waits until somebody listens there.</summary>
    public static Task AnswersAsync(int port, string what) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            using var knock = new TcpClient();
            await knock.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, what);
}
