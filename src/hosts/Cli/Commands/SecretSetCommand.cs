using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Sets a secret; its value is never a word of the command line, where others could see it.</summary>
internal sealed class SecretSetCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<bool> _stdin = new("--stdin") { Description = "Read the value from standard input, one line." };
    private readonly Option<string?> _file = new("--file") { Description = "Read the value from a file, a private key for one.", HelpName = "FILE" };

    public SecretSetCommand() : base("set", "Set a secret of an environment, or replace it.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then the secret's name.", mayBeEmpty: false);
        Add(_stdin);
        Add(_file);
    }

    public override IReadOnlyList<string> Examples => ["gantry secret set sentinel/ops partner-password", "gantry secret set sentinel/ops station-key --file id_ed25519"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names is not [var name])
            throw new UsageException($"Name one secret; 'gantry secret ls {target}' lists what there is.");
        var value = call.Get(_file) is { } file ? ReadFile(file) : Passwords.Read(call, call.Get(_stdin), "Value: ");
        var set = await call.Client.SetSecretAsync(target.Mission, target.Environment, name, value, call.Ct);
        call.Show(set, _ => call.Out.Line($"{target} has the secret {set.Name}, version {set.Version}"));
        return ExitCode.Done;
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }
}
