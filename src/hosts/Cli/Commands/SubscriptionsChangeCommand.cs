using System.CommandLine;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Pauses, resumes, retries or cancels a subscription: the same question, another verb.</summary>
internal sealed class SubscriptionsChangeCommand : Verb
{
    private readonly Argument<string> _id = new("ID") { Description = "The subscription." };
    private readonly Func<GantryClient, Guid, CancellationToken, Task<SubscriptionView>> _change;

    public SubscriptionsChangeCommand(string name, string description, Func<GantryClient, Guid, CancellationToken, Task<SubscriptionView>> change)
        : base(name, description)
    {
        _change = change;
        Add(_id);
    }

    public override IReadOnlyList<string> Examples => [$"gantry subscriptions {Name} 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var changed = await _change(call.Client, Ids.Read(call.Get(_id)), call.Ct);
        call.Show(changed, _ => SubscriptionLines.Tell(call, changed));
        return ExitCode.Done;
    }
}
