using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Does earlier runs beside, by the release that stands here, and shows the differences.</summary>
internal sealed class ShadowCommand : Verb
{
    private readonly BatchWords _batch;
    private readonly Option<string?> _against = new("--against") { Description = "The environment whose runs it is compared with; its own when left out.", HelpName = "ENV" };
    private readonly Option<int?> _last = new("--last") { Description = "Only the last so many runs; 10 when neither this nor --since is given.", HelpName = "N" };

    private readonly Option<bool> _follow = new("--follow") { Description = "Takes the runs that pass from now on, until it is stopped (gantry batches stop) or --until." };

    public ShadowCommand() : base("shadow", "Do runs that passed once more by the release that stands here, publish nothing, and show what differs.")
    {
        _batch = new(this, hasParameters: false);
        Add(_against);
        Add(_last);
        Add(_follow);
    }

    public override IReadOnlyList<string> Examples => ["gantry shadow neo/dev night --against ops", "gantry shadow neo/aiv night --against ops --since 7d", "gantry shadow neo/aiv night --against ops --follow"];

    public override Task<int> RunAsync(Call call) => _batch.BeginAsync(
        call, request => request with
        {
            From = call.Get(_against), IsFollowing = call.Get(_follow), Last = call.Get(_last) ?? (request.Since is null && !call.Get(_follow) ? 10 : null),
        }, "shadow");
}
