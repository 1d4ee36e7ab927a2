namespace Gantry;

/// <summary>What must be known to a program and to nobody else. Port: Security keeps them, areas ask.</summary>
/// <remarks>
/// A mission's files name a secret (<c>secret: partner-password</c>) and never hold one. Each environment has its own, so
/// that what is tried in dev cannot use what ops was given.
/// </remarks>
public interface ISecrets
{
    /// <summary>A secret's newest value; null when this environment of the mission has none of that name.</summary>
    Task<string?> FindAsync(string mission, string environment, string name, CancellationToken ct);

    /// <summary>Seals a value for an area to keep in its own tables: only this installation can open it.</summary>
    /// <param name="value">What nobody may read.</param>
    /// <param name="purpose">What it is for, <c>hub.subscription/&lt;id&gt;</c>: sealed for one thing, it opens for no other.</param>
    Task<string> SealAsync(string value, string purpose, CancellationToken ct);

    /// <summary>Opens what <see cref="SealAsync"/> made.</summary>
    /// <exception cref="SecretUnreadableException">It was sealed elsewhere, for something else, or altered.</exception>
    string Open(string sealedValue, string purpose);
}

/// <summary>A sealed value does not open here.</summary>
public sealed class SecretUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
