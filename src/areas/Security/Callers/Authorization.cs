using System.Text;
using Microsoft.Extensions.Primitives;

namespace Gantry.Security;

/// <summary>What an Authorization header says: nothing, a token, a name and password, or something that cannot be read.</summary>
internal abstract record Authorization
{
    private const int LongestBasic = 8 * 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Authorization()
    {
    }

    public static Authorization Read(StringValues headers)
    {
        if (headers.Count == 0)
            return new None();
        if (headers.Count > 1)
            return new Unreadable("there is more than one");
        var header = headers[0]?.Trim(' ', '\t') ?? "";
        var blank = header.IndexOf(' ');
        if (blank <= 0)
            return new Unreadable(header.Length == 0 ? "it is empty" : "nothing follows its first word");
        var (scheme, rest) = (header[..blank], header[(blank + 1)..].Trim(' '));
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return rest.Any(letter => letter is <= ' ' or > '~') ? new Unreadable("a token has no blanks and only ASCII letters") : new Bearer(rest);
        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            ? ReadBasic(rest)
            : new Unreadable("its first word is neither Bearer nor Basic");
    }

    private static Authorization ReadBasic(string encoded)
    {
        if (encoded.Length > LongestBasic)
            return new Unreadable("it is too long");
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return new Unreadable("what follows Basic is not Base64");
        string pair;
        try
        {
            pair = _strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return new Unreadable("the name and password are not UTF-8");
        }
        var colon = pair.IndexOf(':');
        return colon < 0 ? new Unreadable("there is no colon between name and password")
            : pair.Any(char.IsControl) ? new Unreadable("a name or password holds a control character")
            : new Basic(pair[..colon], pair[(colon + 1)..]);
    }

    public sealed record None : Authorization;

    public sealed record Bearer(string Token) : Authorization;

    public sealed record Basic(string Name, string Password) : Authorization;

    public sealed record Unreadable(string Why) : Authorization;
}
