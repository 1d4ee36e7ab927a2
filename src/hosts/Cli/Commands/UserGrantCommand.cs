using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Changes what a user may do.</summary>
internal sealed class UserGrantCommand : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };
    private readonly Argument<string[]> _grants = new("GRANT") { Description = "role:mission:environment, a star or nothing for any.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _remove = new("--remove") { Description = "Take these away, where they are given otherwise." };
    private readonly Option<bool> _only = new("--only") { Description = "These and no others." };

    public UserGrantCommand() : base("grant", "Change what a user may do; at once, also for tokens already given.")
    {
        Add(_name);
        Add(_grants);
        Add(_remove);
        Add(_only);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry user grant ada approver:neo:ops",
        "gantry user grant ada --remove author:neo",
        "gantry user grant ada --only viewer",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        if (call.Get(_remove) && call.Get(_only))
            throw new UsageException("--remove and --only contradict one another.");
        var named = Grants.Read(call.Get(_grants));
        var before = (await call.Client.UserAsync(call.Get(_name), call.Ct)).Grants;
        if (call.Get(_remove) && named.FirstOrDefault(g => !before.Contains(g)) is { } unknown)
            throw new FaultException(new(FaultKind.Missing, "cli.no_such_grant", $"{call.Get(_name)} has no grant {Grants.Text(unknown)}, but {Grants.Text(before)}."));
        IReadOnlyList<GrantView> after = call.Get(_only) ? named
            : call.Get(_remove) ? [.. before.Except(named)]
            : [.. before.Union(named)];
        var user = await call.Client.ChangeUserAsync(call.Get(_name), new(Grants: after), call.Ct);
        call.Show(user, _ => call.Out.Line($"{user.Name} may {Grants.Text(user.Grants)}."));
        return ExitCode.Done;
    }
}
