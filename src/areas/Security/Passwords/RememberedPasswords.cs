using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Security;

/// <summary>
/// Name and password pairs that were found right a moment ago, so that a client which sends them with every request
/// does not pay for a hash with every request.
/// </summary>
/// <remarks>
/// What is kept is an HMAC under a key that lives and dies with this process, beside the version of the password it was
/// right for. The principal is read from the database each time, so a changed password, a disabled user and changed
/// grants take effect at once on every node: this only answers "was this text right for that version".
/// </remarks>
internal sealed class RememberedPasswords(TimeProvider clock)
{
    private const int Most = 10_000;

    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (Guid Principal, long Version, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    public string KeyOf(string name, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{password}")));

    public bool Holds(string key, Principal principal)
    {
        if (!_known.TryGetValue(key, out var found))
            return false;
        if (found.Principal == principal.Id && found.Version == principal.PasswordVersion && clock.GetUtcNow() < found.Until)
            return true;
        _known.TryRemove(key, out _);
        return false;
    }

    public void Remember(string key, Principal principal)
    {
        var now = clock.GetUtcNow();
        if (_known.Count >= Most)
        {
            foreach (var (old, value) in _known)
            {
                if (value.Until <= now)
                    _known.TryRemove(old, out _);
            }
            // Still full of the living: starting over costs each of them one hash.
            if (_known.Count >= Most)
                _known.Clear();
        }
        _known[key] = (principal.Id, principal.PasswordVersion, now + _remembered);
    }
}
