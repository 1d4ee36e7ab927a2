using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Ends the log-in at a server, there and here.</summary>
internal sealed class LogoutCommand() : Verb("logout", "Sign out: end the log-in at the server, and forget it here.")
{
    public override IReadOnlyList<string> Examples => ["gantry logout", "gantry logout --url https://gantry.example.org"];

    public override async Task<int> RunAsync(Call call)
    {
        var keeper = CredentialsFile.Of(call.Terminal).For(call.Address);
        var wasSignedIn = keeper.Read() is not null;
        string? leftover = null;
        await keeper.ChangeAsync(async login =>
        {
            if (login is not null)
                leftover = await EndAsync(call, login);
            return null;
        }, call.Ct);
        call.Show(new { wasSignedIn, EndedAtServer = wasSignedIn && leftover is null }, _ =>
            call.Out.Line(wasSignedIn ? $"Signed out at {Addresses.Key(call.Address)}." : $"There was no log-in at {Addresses.Key(call.Address)}."));
        if (leftover is not null)
            call.Error.Line($"warning: it is forgotten here, but the server could not be told: {leftover} It ends by itself within the hour.", "yellow");
        return ExitCode.Done;
    }

    private static async Task<string?> EndAsync(Call call, Login login)
    {
        using var client = new GantryClient(call.Address);
        try
        {
            await client.RevokeAsync(login.RefreshToken ?? login.AccessToken, call.Ct);
            return null;
        }
        catch (Exception e) when (e is GantryUnreachableException or GantryRefusedException)
        {
            return e.Message;
        }
    }
}
