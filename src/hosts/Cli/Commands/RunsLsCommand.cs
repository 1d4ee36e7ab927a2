using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists runs, newest first.</summary>
internal sealed class RunsLsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _pipeline = new("--pipeline") { Description = "Only those of one pipeline.", HelpName = "NAME" };
    private readonly Option<string?> _state = new("--state") { Description = "Only those of one state: going, failed and so on.", HelpName = "STATE" };
    private readonly Option<Guid?> _batch = new("--batch") { Description = "Only those of one batch.", HelpName = "BATCH" };
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public RunsLsCommand() : base("ls", "List runs, newest first.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_pipeline);
        Add(_state);
        Add(_batch);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs ls neo/ops", "gantry runs ls neo/ops --pipeline night --state failed"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 0)
            throw new UsageException($"'{words[0]}' is too much; '--pipeline {words[0]}' shows the runs of one pipeline.");
        var runs = new List<RunView>();
        var limit = Math.Max(1, call.Get(_limit));
        await foreach (var run in call.Client.RunsAsync(target.Mission, target.Environment, call.Get(_pipeline), call.Get(_state), call.Get(_batch), Math.Min(limit, 1000), call.Ct))
        {
            runs.Add(run);
            if (runs.Count == limit)
                break;
        }
        call.Show(new Page<RunView>(runs, null), _ => RunLines.Table(call, runs));
        if (!call.IsJson && runs.Count == 0)
            call.Error.Line($"There is no such run in {target}. 'gantry run {target} PIPELINE' starts one.");
        return ExitCode.Done;
    }
}
