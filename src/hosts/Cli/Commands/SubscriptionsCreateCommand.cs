using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Makes a subscription.</summary>
internal sealed class SubscriptionsCreateCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<bool> _everywhere = new("--everywhere") { Description = "Wherever you may read, instead of in one environment." };
    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Where you want to be told; without it you read a queue.", HelpName = "URL" };
    private readonly Option<string?> _user = new("--user") { Description = "The name that Gantry gives there.", HelpName = "NAME" };
    private readonly Option<bool> _stdin = new("--password-stdin") { Description = "Read the password that goes with it from standard input." };

    public SubscriptionsCreateCommand() : base("create", "Ask to be told of what is published from now on.")
    {
        _target = new(this, "MISSION/ENV FILTER", "The environment, then what you want to be told of, in the words of $filter; everything when left out.", mayBeEmpty: true);
        Add(_everywhere);
        Add(_endpoint);
        Add(_user);
        Add(_stdin);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry subscriptions create sentinel/ops \"contains(Name,'AUX_RESORB')\" --endpoint https://example.org/told",
        "gantry subscriptions create --everywhere \"startswith(Name,'S1A')\"",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, filter) = Read(call);
        if (call.Get(_user) is null == call.Get(_stdin))
            throw new UsageException("--user and --password-stdin go together; one of them is missing.");
        var password = call.Get(_stdin) ? Passwords.Read(call, isFromStdin: true, "Password: ") : null;
        var made = await call.Client.SubscribeAsync(new(
            filter, target?.Mission, target?.Environment, call.Get(_endpoint), call.Get(_user), password), call.Ct);
        call.Show(made, _ => SubscriptionLines.Tell(call, made));
        return ExitCode.Done;
    }

    private (Target? Target, string? Filter) Read(Call call)
    {
        var (target, words) = call.Get(_everywhere) ? (null, _target.Words(call)) : _target.Read(call);
        return words.Length <= 1
            ? (target, words.FirstOrDefault())
            : throw new UsageException("One filter at most; put it in quotes.");
    }
}
