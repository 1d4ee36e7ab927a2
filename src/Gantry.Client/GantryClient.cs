using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>
/// The typed client of a Gantry server. Safe for use by many threads; one for each server and credentials is enough.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="GantryRefusedException"/> (the server answered and said no) and
/// <see cref="GantryUnreachableException"/> (nothing answered).
/// </remarks>
public sealed partial class GantryClient : IDisposable
{
    private readonly Sender _sender;

    /// <param name="address">The server, as people write it: <c>http://127.0.0.1:8420</c>.</param>
    /// <param name="credentials">Who is calling; nobody when left out.</param>
    /// <param name="options">How patient to be.</param>
    public GantryClient(Uri address, Credentials? credentials = null, ClientOptions? options = null) =>
        _sender = new(address, credentials ?? Credentials.None, options ?? new());

    /// <summary>The server's address.</summary>
    public Uri Address => _sender.Address;

    public void Dispose() => _sender.Dispose();
}
