using System.CommandLine;

namespace Gantry.Cli;

/// <summary>An environment of a mission, as commands name it: <c>neo/ops</c>.</summary>
internal sealed record Target(string Mission, string Environment)
{
    public override string ToString() => $"{Mission}/{Environment}";

    public static Target? TryRead(string text) =>
        text.Split('/') is [{ Length: > 0 } mission, var environment] && Rungs.Exists(environment) ? new(mission, environment) : null;
}

/// <summary>The two ways to name an environment: first of the words, or by --mission and --env.</summary>
internal sealed class TargetWords
{
    private readonly Option<string?> _mission = new("--mission", "-m") { Description = "The mission, when the first word does not name it.", HelpName = "MISSION" };
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "The environment: dev, aiv or ops.", HelpName = "ENV" };
    private readonly Argument<string[]> _words;

    public TargetWords(Command command, string words, string description, bool mayBeEmpty)
    {
        _words = new(words) { Description = description, Arity = mayBeEmpty ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore };
        _environment.AcceptOnlyFromAmong([.. Rungs.All]);
        command.Add(_words);
        command.Add(_mission);
        command.Add(_environment);
    }

    /// <summary>The words as they are, where no environment is named.</summary>
    public string[] Words(Call call) => call.Get(_words);

    /// <summary>The environment, and the words that are left.</summary>
    public (Target Target, string[] Words) Read(Call call)
    {
        var words = call.Get(_words);
        var (mission, environment) = (call.Get(_mission), call.Get(_environment));
        if (mission is not null && environment is not null)
            return (new(mission, environment), words);
        if (mission is null && environment is null && words.Length > 0 && Target.TryRead(words[0]) is { } target)
            return (target, words[1..]);
        throw new UsageException(mission is null && environment is null
            ? $"{(words.Length > 0 ? $"'{words[0]}' is not" : "There is no")} MISSION/ENV, such as neo/ops (there are {string.Join(", ", Rungs.All)}); name one first, or use --mission and --env."
            : "--mission and --env go together; one of them is missing.");
    }
}
