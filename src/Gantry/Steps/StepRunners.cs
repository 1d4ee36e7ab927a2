using Microsoft.Extensions.Logging;

namespace Gantry;

/// <summary>The runners of this node, the best first, and which of them an order is for.</summary>
/// <param name="runners">Those that cut steps off.</param>
/// <param name="bare">The one that does not, for where no other works; null where that is not wanted.</param>
public sealed partial class StepRunners(IReadOnlyList<IStepRunner> runners, IStepRunner? bare, ILogger<StepRunners> log) : IDisposable
{
    private readonly ILogger _log = log;
    private int _hasWarned;

    public IReadOnlyList<IStepRunner> All { get; } = bare is null ? runners : [.. runners, bare];

    /// <summary>The runner for an order.</summary>
    /// <exception cref="StepRunnerException">None here can run it; the message says what is missing.</exception>
    public async Task<IStepRunner> PickAsync(StepOrder order, CancellationToken ct)
    {
        var isImage = order.Image is not null;
        var reasons = new List<string>();
        foreach (var runner in runners.Where(r => r.RunsImages == isImage))
        {
            if (await runner.MissingAsync(ct) is not { } missing)
                return runner;
            reasons.Add(missing);
        }
        var why = reasons.Count > 0 ? string.Join("; ", reasons) : "steps.sandbox=off";
        if (isImage)
            throw new StepRunnerException($"No containers can be run here: {why}.");
        if (bare is null)
            throw new StepRunnerException($"No sandbox can be made here ({why}), and steps.sandbox=required lets no step run without.");
        if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
            LogBare(why);
        return bare;
    }

    /// <summary>Kills what earlier lives left of attempts in this folder of attempts, whichever runner ran them; before anything new is run.</summary>
    public async Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct)
    {
        var count = 0;
        foreach (var runner in All)
            count += await runner.KillLeftoversAsync(attemptsFolder, ct);
        return count;
    }

    public void Dispose()
    {
        foreach (var runner in All)
            (runner as IDisposable)?.Dispose();
    }

    [LoggerMessage(1610, LogLevel.Warning,
        "STEPS RUN WITHOUT A SANDBOX: they can read and write what the server can, and reach its network. {Reason}. See docs/operate/sandbox.md")]
    private partial void LogBare(string reason);
}
