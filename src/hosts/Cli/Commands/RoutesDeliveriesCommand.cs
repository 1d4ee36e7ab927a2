using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Lists a route's deliveries.</summary>
internal sealed class RoutesDeliveriesCommand : Verb
{
    private readonly RouteWords _route;
    private readonly Option<string?> _state = new("--state") { Description = "Only those that are waiting, sending, delivered or dead.", HelpName = "STATE" };

    public RoutesDeliveriesCommand() : base("deliveries", "List a route's deliveries: what waits and why, what arrived and where.")
    {
        _state.AcceptOnlyFromAmong("waiting", "sending", "delivered", "dead");
        _route = new(this, "", ".");
        Add(_state);
    }

    public override IReadOnlyList<string> Examples => ["gantry routes deliveries sentinel/ops partner-a", "gantry routes deliveries sentinel/ops partner-a --state dead"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _route.ReadAlone(call);
        var found = await call.AllAsync(call.Client.DeliveriesAsync(target.Mission, target.Environment, name, call.Get(_state), call.Ct));
        call.Show(found, _ => call.Out.Table(["ID", "NAME", "SIZE", "STATE", "ATTEMPTS", "DELIVERED", "WHERE, OR WHY NOT"], found.Items.Select(d => (string?[])
            [d.Id.ToString(), d.Name, Units.Size(d.SizeBytes), d.State, $"{d.Attempts}", Units.Time(d.DeliveredAt), d.RemotePath ?? d.Reason])));
        // An empty list is also what a route answers that does not exist; better to say so.
        if (found.Items.Count == 0)
            await call.Client.RouteAsync(target.Mission, target.Environment, name, call.Ct);
        return ExitCode.Done;
    }
}
