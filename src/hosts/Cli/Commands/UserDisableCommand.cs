using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Shut a user out; all its tokens end.</summary>
internal sealed class UserDisableCommand : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };

    public UserDisableCommand() : base("disable", "Shut a user out; all its tokens end.") => Add(_name);

    public override IReadOnlyList<string> Examples => ["gantry user disable ada"];

    public override async Task<int> RunAsync(Call call)
    {
        var user = await call.Client.ChangeUserAsync(call.Get(_name), new(IsDisabled: true), call.Ct);
        call.Show(user, _ => call.Out.Line($"{user.Name} is disabled."));
        return ExitCode.Done;
    }
}
