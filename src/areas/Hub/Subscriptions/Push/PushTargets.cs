using System.Net;
using System.Net.Sockets;

namespace Gantry.Hub;

/// <summary>
/// Which addresses a subscriber may name. The address is a stranger's choice: without this, whoever may subscribe could let
/// the server speak to what only the server can reach.
/// </summary>
internal sealed class PushTargets(SubscriptionOptions options)
{
    private static readonly IPNetwork[] _notPublic = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    }.Select(text => IPNetwork.Parse(text))];

    // Ways to write an IPv4 address as an IPv6 one; what counts is where it leads.
    private static readonly (IPNetwork Network, int At)[] _embedding =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("64:ff9b:1::/48"), 12), (IPNetwork.Parse("2002::/16"), 2), (IPNetwork.Parse("::/96"), 12),
    ];

    // Teredo hides the address it leads to by turning its bits over.
    private static readonly IPNetwork _teredo = IPNetwork.Parse("2001::/32");

    /// <summary>What is wrong with an address as it is written; null when nothing is. Names are looked up only when they are called.</summary>
    public string? WrongWith(string address)
    {
        if (address.Length > 2000 || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return "it is not an http or https address";
        if (uri.UserInfo.Length > 0)
            return "names and passwords do not belong into an address; give them as NotificationEpUsername and NotificationEpPassword";
        if (uri.Fragment.Length > 0)
            return "what follows a '#' is never sent; leave it out";
        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && !MayReach(IPAddress.Parse(uri.DnsSafeHost)))
            return NotPublic(uri.Host);
        return null;
    }

    /// <summary>Whether an IP address may be spoken to: a public one, or one of the networks that were allowed.</summary>
    public bool MayReach(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (options.PrivateTargets.Any(network => network.Contains(address)))
            return true;
        if (_notPublic.Any(network => network.Contains(address)) || _teredo.Contains(address))
            return false;
        var embedding = Array.Find(_embedding, e => e.Network.Contains(address));
        return embedding.At == 0 || MayReach(new IPAddress(address.GetAddressBytes().AsSpan(embedding.At, 4)));
    }

    /// <summary>
    /// Connects to a host: looks its name up, and speaks to what was looked up and to nothing else. A name that leads
    /// elsewhere at its next look-up gains nothing, because there is none.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, ct);
        var allowed = Array.FindAll(addresses, MayReach);
        if (allowed.Length == 0)
            throw new TargetRefusedException(addresses.Length == 0 ? $"'{target.Host}' has no address" : NotPublic(target.Host));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string NotPublic(string host) =>
        $"'{host}' is not on the public network, and the setting subscriptions.private-targets does not allow it";
}

/// <summary>The address may not be spoken to.</summary>
internal sealed class TargetRefusedException(string message) : IOException(message);
