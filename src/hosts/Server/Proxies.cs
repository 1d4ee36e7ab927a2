using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gantry.Server;

/// <summary>
/// What a proxy in front says of the client is believed only when it is one of those named: anybody else could make up an
/// address for himself, and so escape the slowing of failed log-ins.
/// </summary>
internal static class Proxies
{
    public static string? WrongWith(string value)
    {
        var wrong = Parts(value).FirstOrDefault(part => !IPNetwork.TryParse(AsNetwork(part), out _));
        return wrong is null ? null : $"holds '{wrong}', which is neither an address nor a network such as 10.1.0.0/16";
    }

    public static void Configure(ForwardedHeadersOptions headers, Settings settings)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        // Each trusted proxy in a row adds one; the first that is not trusted is the client.
        headers.ForwardLimit = null;
        if (settings.Find("listen.proxies") is not { } proxies)
            return;
        foreach (var part in Parts(proxies))
            headers.KnownIPNetworks.Add(IPNetwork.Parse(AsNetwork(part)));
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    }

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string AsNetwork(string part) =>
        IPAddress.TryParse(part, out var address) ? $"{part}/{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)}" : part;
}
