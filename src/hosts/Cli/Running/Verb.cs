using System.CommandLine;

namespace Gantry.Cli;

/// <summary>A command with the examples that end its help. One file each, in Commands.</summary>
internal abstract class Verb(string name, string description) : Command(name, description), IHasExamples
{
    /// <summary>Complete command lines, the plainest first.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does it; returns the exit code.</summary>
    public abstract Task<int> RunAsync(Call call);
}

/// <summary>A word that only leads to other commands: <c>token create</c>.</summary>
internal abstract class VerbGroup(string name, string description) : Command(name, description), IHasExamples
{
    public IReadOnlyList<string> Examples => [.. Subcommands.OfType<Verb>().Select(verb => verb.Examples[0])];
}

internal interface IHasExamples
{
    IReadOnlyList<string> Examples { get; }
}
