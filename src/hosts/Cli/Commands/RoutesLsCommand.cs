using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists the routes of an environment and how they stand.</summary>
internal sealed class RoutesLsCommand : Verb
{
    private readonly TargetWords _target;

    public RoutesLsCommand() : base("ls", "List the routes of an environment and how they stand.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry routes ls sentinel/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 0)
            throw new UsageException($"'{words[0]}' is too much; 'gantry routes show {target} {words[0]}' shows one route.");
        var routes = new Page<RouteView>(await call.Client.RoutesAsync(target.Mission, target.Environment, call.Ct), null);
        call.Show(routes, _ => call.Out.Table(["ROUTE", "STATE", "WAITING", "DEAD", "DELIVERED", "OLDEST", "LAST DELIVERED", "TO"], routes.Items.Select(r => (string?[])
            [r.Name, r.State, $"{r.Waiting + r.Sending}", $"{r.Dead}", $"{r.Delivered}", Units.Time(r.Oldest), Units.Time(r.LastDeliveredAt), r.Target])));
        if (!call.IsJson && routes.Items.Count == 0)
            call.Error.Line($"No route stands in {target}. A file in the mission folder's routes/ declares them.");
        return ExitCode.Done;
    }
}
