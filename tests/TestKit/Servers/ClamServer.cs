using System.Globalization;
using System.Text;
using Gantry.Clamd;

namespace Gantry.TestKit;

/// <summary>A clamd of the tests' own, on a socket in a temporary folder, with signatures that know nothing but our own test files.</summary>
public sealed class ClamServer : IAsyncDisposable
{
    /// <summary>What the signatures take for malware.</summary>
    public const string Malware = "GANTRY-TEST-MALWARE-7c1f2d9b";

    // The file that every scanner knows; in two parts, or scanners would take this program for it.
    private const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    /// <summary>What it is then called.</summary>
    public const string Name = "Gantry.Test.Malware.UNOFFICIAL";

    /// <summary>The longest stream it takes.</summary>
    public const int StreamLimit = 3_000_000;

    /// <summary>The longest file it looks at all of.</summary>
    public const int FileLimit = 1_000_000;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new("clamd");
    private readonly string _program;
    private ServerProcess? _process;

    private ClamServer(string program) => (_program, Port) = (program, FreePort.Take(1)[0]);

    public string Socket => _folder.At("clamd.ctl");

    public int Port { get; }

    public static async Task<ClamServer> StartAsync()
    {
        var server = Prepare();
        await server.RunAsync();
        return server;
    }

    /// <summary>One that is there and does not run yet; <see cref="RunAsync"/> starts it.</summary>
    public static ClamServer Prepare()
    {
        var program = Needs.Find("clamd");
        Needs.Server("clamd", "clamav-daemon", program);
        var server = new ClamServer(program!);
        server.Configure();
        return server;
    }

    public async Task RunAsync()
    {
        File.Delete(Socket);
        _process = await ServerProcess.StartAsync(_folder, "clamd", [_program, "--foreground", "--config-file", _folder.At("clamd.conf")]);
        await Eventually.HoldsAsync(AnswersAsync, $"clamd answers ({_folder.At("clamd.log")})");
    }

    /// <summary>Ends it at once.</summary>
    public Task KillAsync() => _process!.EndAsync("KILL", _patience);

    /// <summary>STOP makes it silent, CONT lets it go on.</summary>
    public Task SignalAsync(string signal) => _process!.SignalAsync(signal);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private void Configure()
    {
        Directory.CreateDirectory(_folder.At("signatures"));
        File.WriteAllText(_folder.At("signatures", "test.ndb"), $"Gantry.Test.Malware:0:*:{Hex(Malware)}\nEicar-Test:0:*:{Hex(Eicar)}\n");
        File.WriteAllText(_folder.At("clamd.conf"), string.Create(CultureInfo.InvariantCulture,
            $"""
             LocalSocket {Socket}
             TCPSocket {Port}
             TCPAddr 127.0.0.1
             DatabaseDirectory {_folder.At("signatures")}
             TemporaryDirectory {_folder.Path}
             Foreground yes
             AlertExceedsMax yes
             MaxFileSize {FileLimit}
             MaxScanSize {2 * FileLimit}
             StreamMaxLength {StreamLimit}

             """));
    }

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));

    private async Task<bool> AnswersAsync()
    {
        if (!ClamdAddress.TryParse(Socket, out var address))
            throw new InvalidOperationException($"{Socket} is too long for a socket.");
        try
        {
            await new ClamdScanner(new() { Address = address }, TimeProvider.System).ScanAsync(new MemoryStream([1]), CancellationToken.None);
            return true;
        }
        catch (ScannerUnavailableException)
        {
            return false;
        }
    }
}
