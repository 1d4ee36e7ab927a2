namespace Gantry.Cli;

/// <summary>Lists one's personal tokens.</summary>
internal sealed class TokenLsCommand() : Verb("ls", "List your personal tokens.")
{
    public override IReadOnlyList<string> Examples => ["gantry token ls"];

    public override async Task<int> RunAsync(Call call)
    {
        var tokens = await call.AllAsync(call.Client.TokensAsync(call.Ct));
        call.Show(tokens, _ => call.Out.Table(["ID", "NAME", "MADE", "EXPIRES", "LAST USED", "LIMITED TO"], tokens.Items.Select(t => (string?[])
            [t.Id.ToString(), t.Name, Units.Time(t.CreatedAt), Units.Time(t.ExpiresAt), Units.Time(t.LastUsedAt), Grants.Text(t.LimitedTo)])));
        if (!call.IsJson && tokens.Items.Count == 0)
            call.Error.Line("You have no personal tokens. 'gantry token create NAME' makes one.");
        return ExitCode.Done;
    }
}
