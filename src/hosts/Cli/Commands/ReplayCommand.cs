using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Does a stretch of the past once more.</summary>
internal sealed class ReplayCommand : Verb
{
    private readonly BatchWords _batch;
    private readonly Option<string?> _from = new("--from") { Description = "The environment whose arrivals are taken.", HelpName = "ENV" };
    private readonly Option<double?> _speed = new("--speed") { Description = "How many times faster than it was; one after the other without a pause when left out.", HelpName = "N" };

    public ReplayCommand() : base("replay", "Do a stretch of the past once more: its arrivals in their order, each with what was there at its time.")
    {
        _batch = new(this, hasParameters: true);
        Add(_from);
        Add(_speed);
    }

    public override IReadOnlyList<string> Examples => ["gantry replay neo/aiv night --from ops --since 2026-11-20T18:00Z --until 2026-11-21T06:00Z --speed 60"];

    public override Task<int> RunAsync(Call call) => _batch.BeginAsync(call, request => request with { From = call.Get(_from), Speed = call.Get(_speed) }, "replay");
}
