using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Changes a password: one's own, or as administrator somebody else's.</summary>
internal sealed class UserPasswordCommand : Verb
{
    private readonly Argument<string?> _name = new("NAME") { Description = "Whose; your own when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _makeUp = new("--make-up") { Description = "Make up a new secret and show it once." };
    private readonly Option<bool> _stdin = new("--password-stdin") { Description = "Read the new password from standard input; for your own, the current one from a line before it." };

    public UserPasswordCommand() : base("password", "Change a password; the log-ins that were made with the old one end.")
    {
        Add(_name);
        Add(_makeUp);
        Add(_stdin);
    }

    public override IReadOnlyList<string> Examples => ["gantry user password", "gantry user password ada --make-up", "gantry user password relay --password-stdin < secret.txt"];

    public override async Task<int> RunAsync(Call call)
    {
        switch (call.Get(_name))
        {
            case null when call.Get(_makeUp):
                throw new UsageException("--make-up is for other users; name one.");
            case null:
                return await ChangeOwnAsync(call);
            case var name when call.Get(_makeUp):
                var made = await call.Client.RenewSecretAsync(name, call.Ct);
                call.Show(made, _ => Secrets.Tell(call, $"{made.User.Name} has a new secret.", made.Secret));
                return ExitCode.Done;
            case var name:
                var user = await call.Client.ChangeUserAsync(name, new(Password: Passwords.ReadNew(call, call.Get(_stdin))), call.Ct);
                call.Show(user, _ => call.Out.Line($"{user.Name} has a new password."));
                return ExitCode.Done;
        }
    }

    private async Task<int> ChangeOwnAsync(Call call)
    {
        var current = Passwords.Read(call, call.Get(_stdin), "Current password: ");
        var next = Passwords.ReadNew(call, call.Get(_stdin));
        await call.Client.ChangePasswordAsync(new ChangePassword(current, next), call.Ct);
        call.Show(new { Changed = true }, _ => call.Out.Line("Your password is changed."));
        return ExitCode.Done;
    }
}
