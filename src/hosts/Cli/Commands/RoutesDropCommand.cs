using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Gives a delivery up.</summary>
internal sealed class RoutesDropCommand : Verb
{
    private readonly RouteWords _route;
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };

    public RoutesDropCommand() : base("drop", "Give a delivery up, with a reason; what an ordered route has behind it can then go.")
    {
        _route = new(this, " ID", ", then the delivery.");
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry routes drop sentinel/ops partner-a 0199b2c3-7d4e-7f00-8000-000000000001 --reason 'not theirs'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name, words) = _route.Read(call);
        if (words is not [var id])
            throw new UsageException("One delivery at a time, by its ID; 'gantry routes deliveries' lists them.");
        var delivery = await call.Client.DropDeliveryAsync(target.Mission, target.Environment, name, Ids.Read(id), call.Get(_reason)!, call.Ct);
        call.Show(delivery, _ => call.Out.Line($"{delivery.Name} is not sent by {name}."));
        return ExitCode.Done;
    }
}
