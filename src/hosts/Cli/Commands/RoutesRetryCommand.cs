namespace Gantry.Cli;

/// <summary>Makes a delivery once more, or all that are dead.</summary>
internal sealed class RoutesRetryCommand : Verb
{
    private readonly RouteWords _route;

    public RoutesRetryCommand() : base("retry", "Make a delivery once more, or all of a route that are dead.") =>
        _route = new(this, " [ID…]", ", then the deliveries; all that are dead when none is named.");

    public override IReadOnlyList<string> Examples => ["gantry routes retry sentinel/ops partner-a", "gantry routes retry sentinel/ops partner-a 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name, words) = _route.Read(call);
        if (words.Length == 0)
        {
            var retried = await call.Client.RetryDeadDeliveriesAsync(target.Mission, target.Environment, name, call.Ct);
            call.Show(retried, _ => call.Out.Line(retried.Count == 0 ? $"Nothing of {name} was dead." : $"{Units.Count(retried.Count, "delivery is", "deliveries are")} made once more."));
            return ExitCode.Done;
        }
        foreach (var id in words.Select(Ids.Read).ToList())
        {
            var delivery = await call.Client.RetryDeliveryAsync(target.Mission, target.Environment, name, id, call.Ct);
            call.Show(delivery, _ => call.Out.Line($"{delivery.Name} is sent once more."));
        }
        return ExitCode.Done;
    }
}
