using System.Collections.Concurrent;

namespace Gantry.Security;

/// <summary>Somebody whose name and password are right.</summary>
/// <param name="IsFresh">Whether the password was hashed for this, or remembered from a moment ago.</param>
internal sealed record PasswordLogin(Principal Principal, bool IsFresh);

/// <summary>Where a log-in comes from: the remote address, and the way it takes in a word.</summary>
internal readonly record struct LoginPath(string Address, string Way);

/// <summary>Checks names and passwords, for every door that takes them.</summary>
internal sealed class LoginCheck(
    PrincipalStore principals, PasswordHasher hasher, RememberedPasswords remembered, LoginThrottle throttle,
    FailureBook failures, SecurityMetrics metrics, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Result<long>>>> _underWay = new(StringComparer.Ordinal);

    public async Task<Result<PasswordLogin>> CheckAsync(string name, string password, LoginPath path, CancellationToken ct)
    {
        var key = remembered.KeyOf(name, password);
        // What cannot be a name is nobody's, and some of it no database would take; from here it is treated like any other.
        var principal = Names.WrongWith("name", name) is null ? await principals.FindByNameAsync(name, ct) : null;
        // Before the throttle: whoever guesses at a name must not lock out the one who knows the password.
        if (principal is not null && principal.IsWelcome(clock.GetUtcNow()) && remembered.Holds(key, principal))
        {
            metrics.Login(path.Way, "remembered");
            return new PasswordLogin(principal, IsFresh: false);
        }
        // A client that opens many connections sends the same pair many times at once: that is one attempt and one hash.
        var check = _underWay.GetOrAdd(key, _ => new(() => AttemptAsync(key, name, password, principal, path)));
        if (!(await check.Value.WaitAsync(ct)).TryGet(out var version, out var fault))
            return fault;
        // Read again: the password may have been changed, or the user disabled, while it was being hashed.
        principal = await principals.FindByNameAsync(name, ct);
        return principal is not null && principal.IsWelcome(clock.GetUtcNow()) && principal.PasswordVersion == version
            ? new PasswordLogin(principal, IsFresh: true)
            : SecurityFaults.BadCredentials();
    }

    private async Task<Result<long>> AttemptAsync(string key, string name, string password, Principal? principal, LoginPath path)
    {
        try
        {
            return await VerifyAsync(key, name, password, principal, path);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    /// <summary>The version of the password that was found right.</summary>
    private async Task<Result<long>> VerifyAsync(string key, string name, string password, Principal? principal, LoginPath path)
    {
        // Before the throttle counts it: an attempt that was never made is no failure.
        if (hasher.IsBusy)
        {
            metrics.Login(path.Way, "busy");
            return SecurityFaults.Busy();
        }
        if (throttle.Begin(name, path.Address) is { } wait)
        {
            metrics.Login(path.Way, "slowed");
            return SecurityFaults.SlowDown(wait);
        }
        var isRight = await hasher.VerifyAsync(password, principal?.Password);
        if (!isRight || principal is null || !principal.IsWelcome(clock.GetUtcNow()))
        {
            metrics.Login(path.Way, "failed");
            await failures.NoteAsync(name, path.Address, path.Way, CancellationToken.None);
            return SecurityFaults.BadCredentials();
        }
        throttle.Succeeded(name, path.Address);
        if (hasher.IsWeak(principal.Password!))
            await principals.StrengthenAsync(principal.Id, principal.Password!, await hasher.HashAsync(password), CancellationToken.None);
        remembered.Remember(key, principal);
        metrics.Login(path.Way, "succeeded");
        return principal.PasswordVersion;
    }
}
