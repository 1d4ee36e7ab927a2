using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Names a run, and perhaps things of it: <c>neo/ops 0199b2c3-… parse</c>.</summary>
internal sealed class RunWords(Command command, string words, string description)
{
    private readonly TargetWords _target = new(command, "MISSION/ENV RUN" + words, "The environment, then the run's ID" + description, mayBeEmpty: true);

    /// <summary>The environment, the run and the words that are left.</summary>
    public (Target Target, Guid Run, string[] Words) Read(Call call)
    {
        var (target, words) = _target.Read(call);
        return words.Length > 0
            ? (target, Ids.Read(words[0]), words[1..])
            : throw new UsageException($"Which run of {target}? 'gantry runs ls {target}' lists them.");
    }

    /// <summary>The environment, the run and one of its steps.</summary>
    public (Target Target, Guid Run, string Step) ReadStep(Call call) => Read(call) switch
    {
        (var target, var run, [var step]) => (target, run, step),
        var (target, run, _) => throw new UsageException($"Which step? One at a time; 'gantry runs show {target} {run}' lists them."),
    };

    /// <summary>The environment and the run, and nothing else.</summary>
    public (Target Target, Guid Run) ReadAlone(Call call)
    {
        var (target, run, words) = Read(call);
        return words.Length == 0 ? (target, run) : throw new UsageException($"One run at a time; '{words[0]}' is too much.");
    }
}
