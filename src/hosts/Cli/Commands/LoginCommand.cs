using System.CommandLine;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Signs in at a server and keeps the tokens, never the password.</summary>
internal sealed class LoginCommand : Verb
{
    private readonly Argument<string?> _name = new("NAME") { Description = "Who you are; asked for when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _stdin = new("--password-stdin") { Description = "Read the password from standard input." };

    public LoginCommand() : base("login", "Sign in at a server.")
    {
        Add(_name);
        Add(_stdin);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry login admin",
        "gantry login admin --url https://gantry.example.org",
        "gantry login robot --password-stdin < secret.txt",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        if (call.Address is { Scheme: "http", IsLoopback: false })
            call.Error.Line($"warning: {call.Address} is not encrypted; others on the way can read the password.", "yellow");
        var name = call.Get(_name) ?? AskName(call);
        var password = Passwords.Read(call, call.Get(_stdin), $"Password of {name} at {Addresses.Key(call.Address)}: ");
        using var client = new GantryClient(call.Address);
        var login = await client.LogInAsync(name, password, call.Ct);
        var file = CredentialsFile.Of(call.Terminal);
        var keeper = file.For(call.Address);
        await keeper.ChangeAsync(_ => Task.FromResult<Login?>(login), call.Ct);

        using var signedIn = new GantryClient(call.Address, Credentials.Login(keeper));
        var me = await signedIn.MeAsync(call.Ct);
        call.Show(me, _ =>
        {
            call.Out.Line($"Signed in at {Addresses.Key(call.Address)} as {me.Name} ({Grants.Text(me.Grants)}).", "green");
            if (call.Terminal.Variable("GANTRY_TOKEN") is not null)
                call.Error.Line("GANTRY_TOKEN is set, and goes before this log-in.", "yellow");
        });
        return ExitCode.Done;
    }

    private static string AskName(Call call)
    {
        if (!call.Terminal.IsInTyped)
            throw new UsageException("Who? Name yourself: gantry login NAME.");
        call.Terminal.Error.Write("Name: ");
        return call.Terminal.In.ReadLine() is { Length: > 0 } name ? name : throw new UsageException("There is no name.");
    }
}
