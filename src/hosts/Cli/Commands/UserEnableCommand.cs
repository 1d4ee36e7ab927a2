using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Let a disabled user in again.</summary>
internal sealed class UserEnableCommand : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };

    public UserEnableCommand() : base("enable", "Let a disabled user in again.") => Add(_name);

    public override IReadOnlyList<string> Examples => ["gantry user enable ada"];

    public override async Task<int> RunAsync(Call call)
    {
        var user = await call.Client.ChangeUserAsync(call.Get(_name), new(IsDisabled: false), call.Ct);
        call.Show(user, _ => call.Out.Line($"{user.Name} is enabled."));
        return ExitCode.Done;
    }
}
