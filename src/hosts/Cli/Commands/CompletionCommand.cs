using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Writes a shell's completion script, made of the commands as they are.</summary>
internal sealed class CompletionCommand : Verb
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish." };
    private readonly Command _root;

    public CompletionCommand(Command root) : base("completion", "Write a completion script for a shell.")
    {
        _root = root;
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "source <(gantry completion bash)",
        "gantry completion zsh > ~/.zfunc/_gantry",
        "gantry completion fish > ~/.config/fish/completions/gantry.fish",
    ];

    public override Task<int> RunAsync(Call call)
    {
        var words = CompletionWords.Of(_root);
        var script = call.Get(_shell) switch
        {
            "bash" => BashCompletion.Write(words),
            "zsh" => ZshCompletion.Write(words),
            _ => FishCompletion.Write(words),
        };
        if (call.IsJson)
            call.Terminal.Out.WriteLine(JsonText.Document(new { Shell = call.Get(_shell), script }));
        else
            call.Terminal.Out.Write(script);
        return Task.FromResult(ExitCode.Done);
    }
}
