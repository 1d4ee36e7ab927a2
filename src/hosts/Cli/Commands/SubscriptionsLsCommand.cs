namespace Gantry.Cli;

/// <summary>Lists subscriptions.</summary>
internal sealed class SubscriptionsLsCommand() : Verb("ls", "List your subscriptions, and those you manage.")
{
    public override IReadOnlyList<string> Examples => ["gantry subscriptions ls"];

    public override async Task<int> RunAsync(Call call)
    {
        var found = await call.AllAsync(call.Client.SubscriptionsAsync(call.Ct));
        call.Show(found, _ => call.Out.Table(["ID", "OWNER", "WHERE", "STATUS", "WAITING", "TOLD", "ENDPOINT", "FILTER"], found.Items.Select(s => (string?[])
            [s.Id.ToString(), s.Owner, SubscriptionLines.Where(s), SubscriptionLines.Status(s), $"{s.Waiting}", Units.Time(s.NotifiedAt), s.Endpoint, s.Filter])));
        if (!call.IsJson && found.Items.Count == 0)
            call.Error.Line("There are no subscriptions. 'gantry subscriptions create MISSION/ENV FILTER' makes one.");
        return ExitCode.Done;
    }
}
