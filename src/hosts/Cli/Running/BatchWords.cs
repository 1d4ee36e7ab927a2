using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>What the commands that begin a batch have in common: where, of what, how fast, and whether to wait.</summary>
internal sealed class BatchWords
{
    private readonly TargetWords _target;
    private readonly Option<string?> _since = new("--since") { Description = $"From then on. {Times.PastWords}.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Before then.", HelpName = "TIME" };
    private readonly Option<int?> _atOnce = new("--at-once") { Description = "How many runs go on at a time.", HelpName = "N" };
    private readonly Option<int?> _perMinute = new("--per-minute") { Description = "How many runs are begun in a minute.", HelpName = "N" };
    private readonly Option<bool> _preview = new("--preview") { Description = "Only say how many runs it would be." };
    private readonly Option<bool> _detach = new("--detach") { Description = "Do not wait for the end." };

    public BatchWords(Command command, bool hasParameters)
    {
        _target = new(command, hasParameters ? "MISSION/ENV PIPELINE [NAME=VALUE…]" : "MISSION/ENV PIPELINE", "The environment, then the pipeline.", mayBeEmpty: true);
        foreach (var option in new Option[] { _since, _until, _atOnce, _perMinute, _preview, _detach })
            command.Add(option);
    }

    /// <summary>Begins the batch and tells how it goes; the exit code says whether all of it passed, and nothing differs.</summary>
    public async Task<int> BeginAsync(Call call, Func<BeginBatchRequest, BeginBatchRequest> asked, string kind)
    {
        var (target, words) = _target.Read(call);
        if (words.Length == 0)
            throw new UsageException($"Which pipeline? 'gantry pipelines ls {target}' lists them.");
        var request = asked(new(kind)
        {
            Since = Times.ReadPast(call.Get(_since), call.Clock), Until = Times.ReadPast(call.Get(_until), call.Clock), AtOnce = call.Get(_atOnce), PerMinute = call.Get(_perMinute),
            IsPreview = call.Get(_preview), Parameters = words.Length > 1 ? words.Skip(1).Select(RunParameters.Read).ToDictionary() : null,
        });
        var batch = await call.Client.BeginBatchAsync(target.Mission, target.Environment, words[0], request, call.Ct);
        if (request.IsPreview)
        {
            call.Show(batch, _ => call.Out.Line($"It would be {Units.Count((int)batch.Total, "run", "runs")} of {batch.Pipeline} in {target}, with release {Units.Short(batch.Release)}."));
            return ExitCode.Done;
        }
        return call.Get(_detach) || batch.IsFollowing ? Begun(call, batch) : await BatchLines.FollowAsync(call, target, batch);
    }

    private static int Begun(Call call, BatchView batch)
    {
        call.Show(batch, _ => call.Out.Line(batch.IsFollowing
            ? $"{batch.Id}: goes on with each run of {batch.Pipeline} that passes. gantry batches differences {batch.Mission}/{batch.Environment} {batch.Id}"
            : $"{batch.Id}: {Units.Count((int)batch.Total, "run", "runs")} of {batch.Pipeline}."));
        return ExitCode.Done;
    }
}
