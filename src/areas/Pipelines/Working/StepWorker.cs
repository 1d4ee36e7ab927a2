using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Does one attempt: claims it under a token, runs it cut off, takes what it made, and commits all of it in one step.</summary>
internal sealed partial class StepWorker(
    AttemptBegin begin, AttemptCommit commit, AttemptFolder folders, StepRunners runners, OutputCollector collector, AttemptWatch watch, ISecrets secrets, IDatabase database,
    IBlobStore blobs, PipelineOptions options, ILogger<StepWorker> log)
{
    private const int MostReason = 500;

    private readonly ILogger _log = log;

    /// <summary>Says which step is in this worker's hands now.</summary>
    public async Task<WorkClaim?> WorkAsync(WorkClaim claim, CancellationToken ct) =>
        await begin.BeginAsync(claim, ct) is { } work ? await AttemptAsync(work, ct) : null;

    private async Task<WorkClaim?> AttemptAsync(AttemptWork work, CancellationToken ct)
    {
        var folder = Path.Combine(folders.All, work.Attempt.Id.ToString("N"));
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            // What the lake swept before this time is not what is put after it.
            var since = await database.LastStampAsync(ct);
            var opened = await SecretsAsync(work, ct);
            Directory.CreateDirectory(folders.All);
            await using var said = new AttemptLog(folder + ".log", [.. opened.Values.OfType<string>()], options.LogBytes);
            AttemptEnd end;
            await using (var watched = watch.Begin(work, said, held))
            {
                end = opened.FirstOrDefault(s => s.Value is null) is { Key: not null } missing
                    ? AttemptEnd.Broken($"the environment {work.Run.Environment} has no secret '{work.Step.Secrets[missing.Key]}': gantry secret set {work.Run.Mission}/{work.Run.Environment} {work.Step.Secrets[missing.Key]}")
                    : await DoAsync(work, opened!, said, held.Token);
                if (watched.IsLost)
                    return null;
            }
            // A node that stops did not end the step: another takes it.
            if (ct.IsCancellationRequested)
            {
                await commit.HandBackAsync(work, CancellationToken.None);
                return null;
            }
            if (held.IsCancellationRequested)
                end = end with { State = AttemptState.Cancelled, Reason = "its run was stopped" };
            var (words, blob) = await said.EndAsync(blobs, CancellationToken.None);
            return await commit.CommitAsync(work, end, words, blob, since, CancellationToken.None);
        }
        finally
        {
            AttemptFolder.Remove(folder);
            File.Delete(folder + ".log");
        }
    }

    private async Task<Dictionary<string, string?>> SecretsAsync(AttemptWork work, CancellationToken ct)
    {
        var opened = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (variable, secret) in work.Step.Secrets)
            opened[variable] = await secrets.FindAsync(work.Run.Mission, work.Run.Environment, secret, ct);
        return opened;
    }

    private async Task<AttemptEnd> DoAsync(AttemptWork work, Dictionary<string, string> opened, AttemptLog said, CancellationToken ct)
    {
        try
        {
            var (folder, mounts) = await folders.MakeAsync(work, ct);
            var order = new StepOrder(work.Attempt.Id, folder, Command(work))
            {
                Environment = work.Situation.Variables.Concat(opened).ToDictionary(StringComparer.Ordinal),
                Mounts = mounts, Image = work.Step.Image, HasNetwork = work.Step.HasNetwork, TimeLimit = work.Step.TimeLimit,
                MemoryBytes = work.Step.Resources.MemoryBytes, Processors = work.Step.Resources.Processors, Processes = work.Step.Resources.Processes, DiskBytes = work.Step.Resources.DiskBytes,
            };
            var runner = await runners.PickAsync(order, ct);
            var words = new FirstWords(said);
            var exit = await runner.RunAsync(order, words, ct);
            var end = (await JudgeAsync(work, exit, folder, ct)) with { Runner = runner.Name };
            return BuiltIn.Find(work.Step.Uses) is not null && end.State == AttemptState.Failed && exit.End == StepEnd.Exited ? await RefusedAsync(work, end, words.Text, folder, ct) : end;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new(AttemptState.Cancelled, null, null, []);
        }
        catch (Exception e) when (e is StepRunnerException or IOException or UnauthorizedAccessException)
        {
            LogBroken(work.Run.Id, work.Row.Name, e);
            return AttemptEnd.Broken(e.Message);
        }
    }

    private async Task<AttemptEnd> JudgeAsync(AttemptWork work, StepExit exit, string folder, CancellationToken ct)
    {
        var limits = work.Step.Resources;
        switch (exit.End)
        {
            case StepEnd.Exited when exit.Code == 0:
                var (made, wrong) = await collector.CollectAsync(folder, work.Step, work.Run, work.Item, work.Trigger, ct);
                return wrong is null ? new(AttemptState.Passed, null, exit, made) : AttemptEnd.Broken(wrong, exit) with { State = AttemptState.Failed };
            case StepEnd.Exited when work.Step.Retry.TransientCodes.Contains(exit.Code):
                return new(AttemptState.Transient, $"it ended with {exit.Code}, which means 'not now'", exit, []);
            case StepEnd.Exited:
                return new(AttemptState.Failed, $"it ended with {exit.Code}", exit, []);
            case StepEnd.Cancelled:
                return new(AttemptState.Cancelled, null, exit, []);
            default:
                return new(AttemptState.Failed, exit.End switch
                {
                    StepEnd.TimeLimit => $"it was not done after {work.Step.TimeLimit.TotalSeconds:0} s",
                    StepEnd.MemoryLimit => $"it wanted more than its {limits.MemoryBytes / 1_000_000} MB of memory",
                    StepEnd.DiskLimit => $"it wrote more than its {limits.DiskBytes / 1_000_000} MB",
                    _ => $"it was ended by signal {exit.Code}",
                }, exit, []);
        }
    }

    // What a built-in action says no with is a sentence for people, and what it made before is the evidence: kept to look at, never published.
    private async Task<AttemptEnd> RefusedAsync(AttemptWork work, AttemptEnd end, string words, string folder, CancellationToken ct)
    {
        var kept = work.Step with { Outputs = [.. work.Step.Outputs.Select(o => o with { Type = null, IsOptional = true })] };
        var (made, _) = await collector.CollectAsync(folder, kept, work.Run, work.Item, work.Trigger, ct);
        return end with { Made = made, Reason = words.Length == 0 ? end.Reason : words.Length <= MostReason ? words : words[..MostReason] + "…" };
    }

    // A word that begins with $ stands for a variable; the shell does that for lines of its own.
    private static List<string> Command(AttemptWork work) => work.Step.Run is ["/bin/sh", "-euc", _]
        ? [.. work.Step.Run]
        : [.. work.Step.Run!.Select(word => word.StartsWith('$') && work.Situation.Variables.TryGetValue(word[1..], out var value) ? value : word)];

    [LoggerMessage(3002, LogLevel.Error, "The step {Step} of run {RunId} could not be tried")]
    private partial void LogBroken(Guid runId, string step, Exception e);
}
