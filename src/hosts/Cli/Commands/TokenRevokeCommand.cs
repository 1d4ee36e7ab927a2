using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Ends a personal token.</summary>
internal sealed class TokenRevokeCommand : Verb
{
    private readonly Argument<string> _token = new("TOKEN") { Description = "Its id, or its name when only one has it." };

    public TokenRevokeCommand() : base("revoke", "End a personal token at once.") => Add(_token);

    public override IReadOnlyList<string> Examples => ["gantry token revoke nightly"];

    public override async Task<int> RunAsync(Call call)
    {
        var id = Guid.TryParse(call.Get(_token), out var given) ? given : await FindAsync(call, call.Get(_token));
        await call.Client.RevokeTokenAsync(id, call.Ct);
        call.Show(new { Revoked = id }, _ => call.Out.Line("The token has ended."));
        return ExitCode.Done;
    }

    private static async Task<Guid> FindAsync(Call call, string name)
    {
        var named = (await call.AllAsync(call.Client.TokensAsync(call.Ct))).Items.Where(t => t.Name == name).ToList();
        return named.Count switch
        {
            1 => named[0].Id,
            0 => throw new FaultException(new(FaultKind.Missing, "security.no_such_token", $"You have no token '{name}'. 'gantry token ls' lists them.")),
            _ => throw new UsageException($"{named.Count} of your tokens are called '{name}'; name one by its id."),
        };
    }
}
