namespace Gantry.Hub;

/// <summary>What routes need to come in elsewhere: secrets of the environment they stand in.</summary>
internal sealed class RouteCredentials(ISecrets secrets)
{
    /// <summary>A secret's value; null when the route names none.</summary>
    public async Task<string?> FindAsync(StandingRoute route, Credential credential, CancellationToken ct)
    {
        if (credential.Secret is not { } name)
            return null;
        try
        {
            if (await secrets.FindAsync(route.Mission, route.Environment, name, ct) is { } value)
                return value;
        }
        catch (SecretUnreadableException e)
        {
            throw new RemoteFailureException(RemoteFailure.Denied, $"the secret '{name}' cannot be opened: {e.Message}", e);
        }
        throw new RemoteFailureException(RemoteFailure.Denied, $"{route.Scope} has no secret '{name}', which the route '{route.Route.Name}' names");
    }
}
