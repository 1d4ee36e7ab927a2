namespace Gantry.Cli;

/// <summary>Shows one route.</summary>
internal sealed class RoutesShowCommand : Verb
{
    private readonly RouteWords _route;

    public RoutesShowCommand() : base("show", "Show one route: whom it sends to, what waits, what is dead.") => _route = new(this, "", ".");

    public override IReadOnlyList<string> Examples => ["gantry routes show sentinel/ops partner-a"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _route.ReadAlone(call);
        var route = await call.Client.RouteAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(route, _ => RouteLines.Tell(call, route));
        return ExitCode.Done;
    }
}
