using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Actions;

/// <summary>What has been seen already, as digests, and where.</summary>
internal sealed class UniqueValues
{
    private const int Most = 20_000_000;

    private readonly Dictionary<UInt128, long> _lines = [];

    /// <summary>The line in which the same stood first; null when it is new.</summary>
    public long? FirstLineOf(string value, long line)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value), digest);
        var key = MemoryMarshal.Read<UInt128>(digest);
        if (_lines.TryGetValue(key, out var first))
            return first;
        if (_lines.Count == Most)
            throw new ActionRefusedException($"more than {Most:N0} values cannot be remembered to find those that stand twice; find them with uses: sql");
        _lines.Add(key, line);
        return null;
    }
}
