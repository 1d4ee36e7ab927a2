using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists what became of a source's files.</summary>
internal sealed class SourcesFilesCommand : Verb
{
    private readonly SourceWords _source;
    private readonly Option<string> _state = new("--state") { Description = "Only files in this state.", HelpName = "STATE", DefaultValueFactory = _ => "aside" };
    private readonly Option<int> _limit = new("--limit") { Description = "The most files to list; 0 for all of them.", HelpName = "N", DefaultValueFactory = _ => 1000 };

    public SourcesFilesCommand() : base("files", "List what became of a source's files; those that were put aside (failed or quarantined), unless told otherwise.")
    {
        _source = new(this);
        _state.AcceptOnlyFromAmong("aside", "failed", "later", "quarantined", "taken", "any");
        Add(_state);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry sources files sentinel/ops auxip", "gantry sources files sentinel/ops auxip --state later"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var (state, limit) = (call.Get(_state), call.Get(_limit));
        var found = new List<SourceFileView>();
        string? after = null;
        do
        {
            var page = await call.Client.SourceFilesPageAsync(
                target.Mission, target.Environment, name, state == "any" ? null : state, after, limit == 0 ? 1000 : Math.Min(1000, limit - found.Count), call.Ct);
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && (limit == 0 || found.Count < limit));
        call.Show(new Page<SourceFileView>(found, after), _ => call.Out.Table(["PATH", "STATE", "SIZE", "SEEN", "NEXT TRY", "REASON"], found.Select(f => (string?[])
            [f.Path, f.State, f.SizeBytes is { } size ? Units.Size(size) : null, Units.Time(f.SeenAt), Units.Time(f.NextAt), f.Reason])));
        if (!call.IsJson && found.Count == 0)
            call.Error.Line(state == "any" ? $"Nothing is known of files of {name}." : state == "aside" ? $"No file of {name} was put aside." : $"No file of {name} is in the state '{state}'.");
        if (!call.IsJson && after is not null)
            call.Error.Line("There is more; --limit 0 lists all of it.");
        return ExitCode.Done;
    }
}
