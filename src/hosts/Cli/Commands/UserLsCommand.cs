namespace Gantry.Cli;

/// <summary>Lists the users.</summary>
internal sealed class UserLsCommand() : Verb("ls", "List people and service accounts.")
{
    public override IReadOnlyList<string> Examples => ["gantry user ls"];

    public override async Task<int> RunAsync(Call call)
    {
        var users = await call.AllAsync(call.Client.UsersAsync(call.Ct));
        call.Show(users, _ => call.Out.Table(["NAME", "KIND", "STATE", "LAST SEEN", "GRANTS"], users.Items.Select(u => (string?[])
            [u.Name, u.Kind, u.IsDisabled ? "disabled" : "enabled", Units.Time(u.LastSeenAt), Grants.Text(u.Grants)])));
        return ExitCode.Done;
    }
}
