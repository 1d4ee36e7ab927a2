using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>The secrets of a mission's environments.</summary>
public sealed partial class GantryClient
{
    /// <summary>The names of an environment's secrets, never their values.</summary>
    public IAsyncEnumerable<SecretView> SecretsAsync(string mission, string environment, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<SecretView>>(Paged.Query($"{EnvironmentPath(mission, environment)}/secrets", ("after", after)), ct), ct);

    public Task<SecretView> SetSecretAsync(string mission, string environment, string name, string value, CancellationToken ct = default) =>
        _sender.ChangeAsync<SecretView>(HttpMethod.Put, SecretPath(mission, environment, name), new SetSecret(value), ct);

    public Task DeleteSecretAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Delete, SecretPath(mission, environment, name), null, ct);

    private static string SecretPath(string mission, string environment, string name) =>
        $"{EnvironmentPath(mission, environment)}/secrets/{Sender.Part("secret", name)}";
}
