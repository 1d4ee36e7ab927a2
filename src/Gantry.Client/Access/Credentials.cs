using System.Net.Http.Headers;
using System.Text;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Who is calling, and how requests say so.</summary>
public abstract class Credentials
{
    private protected Credentials()
    {
    }

    /// <summary>Nobody.</summary>
    public static Credentials None { get; } = new Fixed(null);

    /// <summary>A token: a personal one, an access token, or one of an external issuer.</summary>
    public static Credentials Token(string token) => new Fixed(new("Bearer", token));

    /// <summary>Name and password with every request. A log-in is better: it sends them once.</summary>
    public static Credentials Basic(string name, string password) =>
        new Fixed(new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))));

    /// <summary>A log-in, renewed when it runs out for as long as the server allows.</summary>
    public static Credentials Login(ILoginKeeper keeper) => new LoginCredentials(keeper);

    internal abstract ValueTask<AuthenticationHeaderValue?> HeaderAsync(Sender sender, CancellationToken ct);

    /// <summary>After a 401: whether there is something new worth sending.</summary>
    internal abstract ValueTask<bool> RenewAsync(Sender sender, CancellationToken ct);

    private sealed class Fixed(AuthenticationHeaderValue? header) : Credentials
    {
        internal override ValueTask<AuthenticationHeaderValue?> HeaderAsync(Sender sender, CancellationToken ct) => new(header);

        internal override ValueTask<bool> RenewAsync(Sender sender, CancellationToken ct) => new(false);
    }
}
