namespace Gantry.Security;

/// <summary>
/// Slows guessing down, by name and by address, on this node. An attempt counts as failed from its beginning, so many
/// at once are no way around it; a success takes its count back.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock)
{
    /// <summary>Failures of one name that cost nothing.</summary>
    public const int FreeByName = 5;

    /// <summary>Failures from one address that cost nothing: many people may sit behind one.</summary>
    public const int FreeByAddress = 20;

    private const int Most = 20_000;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>The wait after so many failures: none for the free ones, then 1, 2, 4 … 60 seconds.</summary>
    public static TimeSpan WaitAfter(int failures, int free) =>
        failures < free ? TimeSpan.Zero
        : failures - free >= 6 ? _longest
        : TimeSpan.FromSeconds(1 << (failures - free));

    /// <summary>Begins an attempt; or says how long to wait before one.</summary>
    public TimeSpan? Begin(string name, string address)
    {
        var now = clock.GetUtcNow();
        var (byName, byAddress) = (KeyOfName(name), KeyOfAddress(address));
        lock (_gate)
        {
            var until = Later(Find(byName, now).Until, Find(byAddress, now).Until);
            if (until > now)
                return until - now;
            Count(byName, FreeByName, now);
            Count(byAddress, FreeByAddress, now);
            return null;
        }
    }

    /// <summary>The attempt that was begun was right: the name is clean, the address has one failure less.</summary>
    public void Succeeded(string name, string address)
    {
        lock (_gate)
        {
            _tallies.Remove(KeyOfName(name));
            if (_tallies.TryGetValue(KeyOfAddress(address), out var tally))
                _tallies[KeyOfAddress(address)] = tally with { Failures = Math.Max(0, tally.Failures - 1), Until = default };
        }
    }

    private Tally Find(string key, DateTimeOffset now) =>
        _tallies.TryGetValue(key, out var tally) && now - tally.Last < _forgotten ? tally : default;

    private void Count(string key, int free, DateTimeOffset now)
    {
        if (_tallies.Count >= Most)
            Prune(now);
        var failures = Find(key, now).Failures + 1;
        _tallies[key] = new(failures, now, now + WaitAfter(failures, free));
    }

    private void Prune(DateTimeOffset now)
    {
        foreach (var (key, tally) in _tallies.ToArray())
        {
            if (now - tally.Last >= _forgotten)
                _tallies.Remove(key);
        }
        if (_tallies.Count < Most)
            return;
        foreach (var (key, _) in _tallies.OrderBy(pair => pair.Value.Last).Take(Most / 4).ToArray())
            _tallies.Remove(key);
    }

    private static string KeyOfName(string name) => "n:" + (name.Length > 128 ? name[..128] : name);

    // Whoever has one IPv6 address has 2^64 of them.
    private static string KeyOfAddress(string address)
    {
        if (!System.Net.IPAddress.TryParse(address, out var ip) || ip.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return "a:" + address;
        return "a:" + Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private readonly record struct Tally(int Failures, DateTimeOffset Last, DateTimeOffset Until);
}
