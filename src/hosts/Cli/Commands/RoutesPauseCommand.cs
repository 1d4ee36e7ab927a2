using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Pauses a route.</summary>
internal sealed class RoutesPauseCommand : Verb
{
    private readonly RouteWords _route;
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for whoever finds it paused.", HelpName = "TEXT" };

    public RoutesPauseCommand() : base("pause", "Pause a route: what is under way ends, the rest waits.")
    {
        _route = new(this, "", ".");
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry routes pause sentinel/ops partner-a --reason 'their disk is full'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _route.ReadAlone(call);
        var route = await call.Client.PauseRouteAsync(target.Mission, target.Environment, name, call.Get(_reason), call.Ct);
        call.Show(route, _ => RouteLines.Tell(call, route));
        return ExitCode.Done;
    }
}
