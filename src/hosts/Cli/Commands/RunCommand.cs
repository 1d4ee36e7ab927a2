using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Starts a run and tells how it goes.</summary>
internal sealed class RunCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string[]> _products = new("--product") { Description = "A product that the run is started with, as if it had just arrived.", HelpName = "NAME" };
    private readonly Option<bool> _plan = new("--plan") { Description = "Only say what would be done, what would be taken from before, and why." };
    private readonly Option<bool> _detach = new("--detach") { Description = "Do not wait for the end." };

    public RunCommand() : base("run", "Start a run of a pipeline, and wait for its end.")
    {
        _target = new(this, "MISSION/ENV PIPELINE [NAME=VALUE…]", "The environment, the pipeline, then its parameters.", mayBeEmpty: true);
        Add(_products);
        Add(_plan);
        Add(_detach);
    }

    public override IReadOnlyList<string> Examples => ["gantry run neo/dev night days=30", "gantry run neo/dev night --plan", "gantry run neo/ops night --product 2026-11-21.obs80 --detach"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length == 0)
            throw new UsageException($"Which pipeline? 'gantry pipelines ls {target}' lists them.");
        var request = new StartRunRequest(words.Skip(1).Select(RunParameters.Read).ToDictionary(), call.Get(_products) ?? []);
        if (call.Get(_plan))
        {
            var forecast = await call.Client.ForeseeRunAsync(target.Mission, target.Environment, words[0], request, call.Ct);
            call.Show(forecast, _ => RunLines.Forecast(call, forecast));
            return ExitCode.Done;
        }
        var run = await call.Client.StartRunAsync(target.Mission, target.Environment, words[0], request, call.Ct);
        if (!call.Get(_detach))
            run = await RunBars.FollowAsync(call, call.Client, run);
        call.Show(run, _ => call.Out.Line($"{run.Id} {run.State}{(run.Reason is null ? "" : $": {run.Reason}")}", RunLines.Style(run.State)));
        return run.State is "failed" or "errored" or "cancelled" ? ExitCode.Broke : ExitCode.Done;
    }
}
