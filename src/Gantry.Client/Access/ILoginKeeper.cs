namespace Gantry.Client;

/// <summary>The tokens of a log-in.</summary>
/// <param name="RefreshToken">Good for one new pair of tokens; null when the log-in cannot be renewed.</param>
public sealed record Login(string Name, string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken, DateTimeOffset? RefreshExpiresAt);

/// <summary>
/// Keeps a log-in between requests, and between programs that share it. Port. A refresh token that is used twice looks
/// stolen to the server, which then ends the whole log-in; so a change must keep every other sharer out until it is done.
/// </summary>
public interface ILoginKeeper
{
    /// <summary>The log-in as it is now; null when there is none.</summary>
    Login? Read();

    /// <summary>Changes the log-in, alone: nobody else reads for a change, or writes, until the change is kept.</summary>
    Task<Login?> ChangeAsync(Func<Login?, Task<Login?>> change, CancellationToken ct);
}

/// <summary>Keeps a log-in for one program, as long as it runs.</summary>
public sealed class LoginInMemory(Login? login) : ILoginKeeper, IDisposable
{
    private readonly SemaphoreSlim _alone = new(1);
    private volatile Login? _login = login;

    public Login? Read() => _login;

    public async Task<Login?> ChangeAsync(Func<Login?, Task<Login?>> change, CancellationToken ct)
    {
        await _alone.WaitAsync(ct);
        try
        {
            return _login = await change(_login);
        }
        finally
        {
            _alone.Release();
        }
    }

    public void Dispose() => _alone.Dispose();
}
