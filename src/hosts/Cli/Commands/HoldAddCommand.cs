using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Holds products.</summary>
internal sealed class HoldAddCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _product = new("--product") { Description = "One product, by its ID.", HelpName = "ID" };
    private readonly Option<string?> _filter = new("--filter") { Description = "What a filter finds, in the words of $filter.", HelpName = "FILTER" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _until = new("--until") { Description = $"{Times.Words}; for ever when left out.", HelpName = "TIME" };

    public HoldAddCommand() : base("add", "Hold products, those that there are and those that come.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then a name; a star stands for any letters.", mayBeEmpty: true);
        Add(_product);
        Add(_filter);
        Add(_reason);
        Add(_until);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry hold add sentinel/ops 'S1A_OPER_AUX_POEORB_*' --reason 'reprocessing campaign' --until 2031-07-01",
        "gantry hold add sentinel/ops --filter \"contains(Name,'RESORB') and ContentLength gt 1000\" --reason 'anomaly 42'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 1)
            throw new UsageException("One name at a time; put a pattern in quotes, so that the shell leaves its star alone.");
        Guid? product = call.Get(_product) is { } id ? Ids.Read(id) : null;
        if (words.Length + (product is null ? 0 : 1) + (call.Get(_filter) is null ? 0 : 1) != 1)
            throw new UsageException("What is to be held? A NAME, --product or --filter; one of them.");
        var request = new HoldRequest(words.FirstOrDefault(), product, call.Get(_filter), call.Get(_reason), Times.Read(call.Get(_until), call.Clock));
        var hold = await call.Client.HoldAsync(target.Mission, target.Environment, request, call.Ct);
        call.Show(hold, h => call.Out.Line($"{h.Id} holds {h.Filter} in {target} {(h.Until is { } until ? $"until {Units.Time(until)}" : "for ever")}"));
        return ExitCode.Done;
    }
}
