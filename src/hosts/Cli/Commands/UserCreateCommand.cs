using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Adds a person or a service account.</summary>
internal sealed class UserCreateCommand : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user's name." };
    private readonly Option<bool> _service = new("--service") { Description = "A program, which gets tokens by client credentials." };
    private readonly Option<string[]> _grant = new("--grant") { Description = "What it may do, role:mission:environment; may be repeated.", HelpName = "GRANT" };
    private readonly Option<bool> _stdin = new("--password-stdin") { Description = "Read the password from standard input; else one is made up and shown once." };

    public UserCreateCommand() : base("create", "Add a person or a service account.")
    {
        Add(_name);
        Add(_service);
        Add(_grant);
        Add(_stdin);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry user create ada --grant author:neo --grant operator:neo:ops",
        "gantry user create relay --service --grant operator:sentinel:ops",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var password = call.Get(_stdin) ? Passwords.ReadNew(call, isFromStdin: true) : null;
        var made = await call.Client.CreateUserAsync(
            new CreateUser(call.Get(_name), call.Get(_service) ? "service" : "person", password, Grants.Read(call.Get(_grant))), call.Ct);
        call.Show(made, _ => Secrets.Tell(call, $"{made.User.Name} ({made.User.Kind}) may {Grants.Text(made.User.Grants)}.", made.Secret));
        return ExitCode.Done;
    }
}
