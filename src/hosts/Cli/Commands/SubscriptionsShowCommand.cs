using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows one subscription and what was tried lately.</summary>
internal sealed class SubscriptionsShowCommand : Verb
{
    private readonly Argument<string> _id = new("ID") { Description = "The subscription." };
    private readonly Option<int> _attempts = new("--attempts") { Description = "How many of the newest attempts to show.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public SubscriptionsShowCommand() : base("show", "Show one subscription, how it stands, and the newest attempts to tell its endpoint.")
    {
        Add(_id);
        Add(_attempts);
    }

    public override IReadOnlyList<string> Examples => ["gantry subscriptions show 0199b2c3-7d4e-7f00-8000-000000000001 --attempts 50"];

    public override async Task<int> RunAsync(Call call)
    {
        var id = Ids.Read(call.Get(_id));
        var subscription = await call.Client.SubscriptionAsync(id, call.Ct);
        var attempts = call.Get(_attempts) > 0 ? await call.Client.PushAttemptsAsync(id, call.Get(_attempts), call.Ct) : [];
        call.Show(new { Subscription = subscription, Attempts = attempts }, _ => Tell(call, subscription, attempts));
        return ExitCode.Done;
    }

    private static void Tell(Call call, SubscriptionView subscription, IReadOnlyList<PushAttemptView> attempts)
    {
        SubscriptionLines.Tell(call, subscription);
        if (attempts.Count > 0)
            call.Out.Line();
        call.Out.Table(["AT", "PRODUCT", "ANSWER", "TOOK", "ERROR"], attempts.Select(a => (string?[])
            [Units.Time(a.At), a.Name, a.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture), Units.Duration(TimeSpan.FromMilliseconds(a.DurationMs)), a.Error]));
    }
}
