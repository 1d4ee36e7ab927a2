using System.Buffers;

namespace Gantry.Pipelines;

/// <summary>Takes secrets out of a stream of bytes before anybody sees it, also where one is cut in two.</summary>
internal sealed class Masking
{
    private static readonly byte[] _mask = "***"u8.ToArray();

    // Shorter ones would be found in every second word.
    private const int ShortestSecret = 4;

    private readonly byte[][] _secrets;
    private readonly int _longest;
    private byte[] _held = [];

    public Masking(IEnumerable<string> secrets)
    {
        // What a secret looks like in JSON or with its line ends gone is the secret, too.
        _secrets = [.. secrets.SelectMany(s => new[] { s, s.Trim() }.Concat(s.Split('\n').Select(line => line.Trim())))
            .Where(s => s.Length >= ShortestSecret).Distinct().Select(System.Text.Encoding.UTF8.GetBytes).OrderByDescending(s => s.Length)];
        _longest = _secrets.Length == 0 ? 0 : _secrets[0].Length;
    }

    /// <summary>What may be shown of everything so far, but for an end that could be the beginning of a secret.</summary>
    public ReadOnlyMemory<byte> Add(ReadOnlyMemory<byte> bytes)
    {
        if (_longest == 0)
            return bytes;
        var all = new byte[_held.Length + bytes.Length];
        _held.CopyTo(all, 0);
        bytes.CopyTo(all.AsMemory(_held.Length));
        return Masked(all, isEnd: false);
    }

    /// <summary>The rest.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var rest = _held;
        _held = [];
        return _longest == 0 ? rest : Masked(rest, isEnd: true);
    }

    private ReadOnlyMemory<byte> Masked(byte[] all, bool isEnd)
    {
        var shown = new ArrayBufferWriter<byte>(Math.Max(all.Length, 1));
        var at = 0;
        while (at < all.Length)
        {
            var rest = all.AsMemory(at);
            if (Array.Find(_secrets, s => rest.Span.StartsWith(s)) is { } secret)
            {
                shown.Write(_mask);
                at += secret.Length;
                continue;
            }
            if (!isEnd && rest.Length < _longest && Array.Exists(_secrets, s => s.AsSpan().StartsWith(rest.Span)))
                break;
            shown.GetSpan(1)[0] = all[at++];
            shown.Advance(1);
        }
        _held = all[at..];
        return shown.WrittenMemory;
    }
}
