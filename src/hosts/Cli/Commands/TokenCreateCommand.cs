using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Makes a personal token and shows it once.</summary>
internal sealed class TokenCreateCommand : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "What it is for, so that you know it again." };
    private readonly Option<int> _days = new("--days") { Description = "How long it is good.", HelpName = "N", DefaultValueFactory = _ => 90 };
    private readonly Option<string[]> _limit = new("--limit") { Description = "What it is limited to, role:mission:environment; may be repeated.", HelpName = "GRANT" };

    public TokenCreateCommand() : base("create", "Make a personal token; it is shown this one time.")
    {
        Add(_name);
        Add(_days);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry token create nightly --days 30 --limit operator:neo:ops",
        "export GANTRY_TOKEN=$(gantry token create laptop)",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var limits = call.Get(_limit) is { Length: > 0 } given ? Grants.Read(given) : null;
        var made = await call.Client.CreateTokenAsync(new CreateToken(call.Get(_name), call.Get(_days), limits), call.Ct);
        call.Show(made, _ =>
        {
            // The token alone on standard output, so that it can be caught in a variable.
            call.Error.Line($"Token '{made.Token.Name}', good until {Units.Time(made.Token.ExpiresAt)}. It is shown this one time:");
            call.Out.Line(made.Secret);
        });
        return ExitCode.Done;
    }
}
