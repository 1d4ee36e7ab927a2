using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Tells one file's whole story.</summary>
internal sealed class TraceCommand : Verb
{
    private readonly TargetWords _target;

    public TraceCommand() : base("trace", "Tell one file's whole story: where it came from, each check, who took it, where it went.") =>
        _target = new(this, "MISSION/ENV NAME", "The environment, then the file's name, its product's ID or its SHA-256.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry trace sentinel/ops S1A_OPER_AUX_RESORB_1.EOF"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var what])
            throw new UsageException("One file at a time: its name, its product's ID or its SHA-256.");
        var trace = await call.Client.TraceAsync(target.Mission, target.Environment, what, call.Ct);
        call.Show(trace, t => Tell(call, t));
        return ExitCode.Done;
    }

    private static void Tell(Call call, TraceView trace)
    {
        foreach (var p in trace.Products)
            call.Out.Line($"{p.Name} version {p.Version}, {p.Id}, is {p.State}{(p.HeldBy is { } hold ? $" and held by {hold}" : "")}");
        call.Out.Table(["WHEN", "WHAT", "BY", "DETAIL"], trace.Steps.Select(s => (string?[])[Units.Moment(s.At), s.What, s.By, s.Words]));
        if (trace.IsCut)
            call.Error.Line("There is more than is shown; a product's ID tells the story of one version.");
    }
}
