using System.Net.Http.Headers;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Sends a log-in's access token, and gets a new one shortly before it runs out.</summary>
internal sealed class LoginCredentials(ILoginKeeper keeper) : Credentials
{
    // Long enough for a request to reach the server, and for clocks to differ a little.
    private static readonly TimeSpan _beforehand = TimeSpan.FromSeconds(20);

    internal override async ValueTask<AuthenticationHeaderValue?> HeaderAsync(Sender sender, CancellationToken ct)
    {
        var login = keeper.Read();
        if (login is not null && login.ExpiresAt - _beforehand <= sender.Options.Clock.GetUtcNow())
            login = await RefreshAsync(sender, login, ct) ?? login;
        return login is null ? null : new("Bearer", login.AccessToken);
    }

    internal override async ValueTask<bool> RenewAsync(Sender sender, CancellationToken ct) =>
        keeper.Read() is { } refused && await RefreshAsync(sender, refused, ct) is { } renewed && renewed.AccessToken != refused.AccessToken;

    private async Task<Login?> RefreshAsync(Sender sender, Login stale, CancellationToken ct) => await keeper.ChangeAsync(async current =>
    {
        // Somebody else may have renewed it while we waited for our turn; then theirs is ours.
        if (current?.RefreshToken is not { } refresh || current.AccessToken != stale.AccessToken)
            return current;
        try
        {
            return await TokenEndpoint.AskAsync(sender, current.Name, [new("grant_type", "refresh_token"), new("refresh_token", refresh)], ct);
        }
        catch (GantryRefusedException e) when (e.Kind == FaultKind.Unknown)
        {
            throw new GantryRefusedException(e.Problem with
            {
                Code = "access.login_ended",
                Detail = $"The log-in of {current.Name} at {Sender.Shown(sender.Address)} has ended. Log in again: gantry login.",
            });
        }
    }, ct);
}
