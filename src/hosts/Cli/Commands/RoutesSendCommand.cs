namespace Gantry.Cli;

/// <summary>Sends products by a route, by hand.</summary>
internal sealed class RoutesSendCommand : Verb
{
    private readonly RouteWords _route;

    public RoutesSendCommand() : base("send", "Send products by a route, whether or not they were sent before.") =>
        _route = new(this, " NAME…", ", then the products.");

    public override IReadOnlyList<string> Examples => ["gantry routes send sentinel/ops partner-a S1A_OPER_AUX_RESORB.EOF"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name, products) = _route.Read(call);
        if (products.Length == 0)
            throw new UsageException($"Which products? 'gantry ls {target}' lists them.");
        foreach (var product in products)
        {
            var delivery = await call.Client.SendByRouteAsync(target.Mission, target.Environment, name, product, call.Ct);
            call.Show(delivery, _ => call.Out.Line($"{delivery.Name} is sent by {name}."));
        }
        return ExitCode.Done;
    }
}
