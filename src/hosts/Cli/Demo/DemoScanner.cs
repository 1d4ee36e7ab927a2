using System.Net.Sockets;
using System.Text;

namespace Gantry.Cli;

/// <summary>ClamAV's daemon, where one runs on this machine and answers.</summary>
internal static class DemoScanner
{
    private static readonly string[] _usual = ["/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock"];
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>The file that every scanner takes for malware and that harms nobody. In two parts, or scanners would take this program for it.</summary>
    public static byte[] Eicar => Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");

    public static async Task<string?> FindAsync(CancellationToken ct)
    {
        foreach (var socket in _usual)
        {
            if (File.Exists(socket) && await AnswersAsync(socket, ct))
                return socket;
        }
        return null;
    }

    private static async Task<bool> AnswersAsync(string path, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(_patience);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), late.Token);
            await socket.SendAsync("zPING\0"u8.ToArray(), late.Token);
            var answer = new byte[16];
            var read = await socket.ReceiveAsync(answer, late.Token);
            return Encoding.ASCII.GetString(answer, 0, read).StartsWith("PONG", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
