namespace Gantry.Cli;

/// <summary>Resumes a paused route.</summary>
internal sealed class RoutesResumeCommand : Verb
{
    private readonly RouteWords _route;

    public RoutesResumeCommand() : base("resume", "Resume a paused route.") => _route = new(this, "", ".");

    public override IReadOnlyList<string> Examples => ["gantry routes resume sentinel/ops partner-a"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _route.ReadAlone(call);
        var route = await call.Client.ResumeRouteAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(route, _ => RouteLines.Tell(call, route));
        return ExitCode.Done;
    }
}
