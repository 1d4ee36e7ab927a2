using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Does earlier runs beside, by the release that stands here, and shows the differences.</summary>
internal sealed class ShadowCommand : Verb
{
    private readonly BatchWords _batch;
    private readonly Option<string?> _against = new("--against") { Description = "The environment whose runs it is compared with; its own when left out.", HelpName = "ENV" };
    private readonly Option<int?> _last = new("--last") { Description = "Only the last so many runs; 10 when neither this nor --since is given.", HelpName = "N" };

    public ShadowCommand() : base("shadow", "Do runs that passed once more by the release that stands here, publish nothing, and show what differs.")
    {
        _batch = new(this, hasParameters: false);
        Add(_against);
        Add(_last);
    }

    public override IReadOnlyList<string> Examples => ["gantry shadow neo/dev night --against ops", "gantry shadow neo/aiv night --against ops --since 7d"];

    public override Task<int> RunAsync(Call call) => _batch.BeginAsync(
        call, request => request with { From = call.Get(_against), Last = call.Get(_last) ?? (request.Since is null ? 10 : null) }, "shadow");
}
