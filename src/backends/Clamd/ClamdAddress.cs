using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Clamd;

/// <summary>Where clamd listens: a socket of this machine, or a host and port.</summary>
public sealed class ClamdAddress
{
    private readonly string? _path;
    private readonly string _host = "";
    private readonly int _port;

    private ClamdAddress(string path) => _path = path;

    private ClamdAddress(string host, int port) => (_host, _port) = (host, port);

    /// <summary>Reads <c>/run/clamav/clamd.ctl</c>, <c>host:3310</c> or <c>[::1]:3310</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ClamdAddress? address)
    {
        address = null;
        if (text.StartsWith('/'))
        {
            // The kernel's own limit for the path of a socket.
            address = text.Length <= 107 ? new(text) : null;
            return address is not null;
        }
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return false;
        var host = text[..colon];
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown || (host.Contains(':') && !host.StartsWith('[')))
            return false;
        address = new(host.Trim('[', ']'), port);
        return true;
    }

    /// <summary>Says what is wrong with an address, or null.</summary>
    public static string? WrongWith(string text) =>
        TryParse(text, out _) ? null : "is neither the path of a socket such as /run/clamav/clamd.ctl nor host:port";

    internal async Task<Socket> ConnectAsync(CancellationToken ct)
    {
        var socket = _path is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(_path is null ? new DnsEndPoint(_host, _port) : new UnixDomainSocketEndPoint(_path), ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override string ToString() => _path ?? (_host.Contains(':') ? $"[{_host}]:{_port}" : $"{_host}:{_port}");
}
