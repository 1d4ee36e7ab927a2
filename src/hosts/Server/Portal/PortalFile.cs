using System.Security.Cryptography;

namespace Gantry.Server;

/// <summary>A file of the portal, with what it was pressed to when it was built.</summary>
internal sealed record PortalFile(string Type, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    private static readonly Dictionary<string, string> _types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml", [".woff2"] = "font/woff2", [".woff"] = "font/woff",
    };

    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Plain))[..32]}\"";

    public static string TypeOf(string name) => _types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
}
