using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Names a route, and perhaps things of it: <c>neo/ops partner-a file.EOF</c>.</summary>
internal sealed class RouteWords(Command command, string words, string description)
{
    private readonly TargetWords _target = new(command, "MISSION/ENV ROUTE" + words, "The environment, then the route" + description, mayBeEmpty: true);

    /// <summary>The environment, the route and the words that are left.</summary>
    public (Target Target, string Route, string[] Words) Read(Call call)
    {
        var (target, words) = _target.Read(call);
        return words.Length > 0
            ? (target, words[0], words[1..])
            : throw new UsageException($"Which route of {target}? 'gantry routes ls {target}' lists them.");
    }

    /// <summary>The environment and the route, and nothing else.</summary>
    public (Target Target, string Route) ReadAlone(Call call)
    {
        var (target, route, words) = Read(call);
        return words.Length == 0 ? (target, route) : throw new UsageException($"One route at a time; '{words[0]}' is too much.");
    }
}
