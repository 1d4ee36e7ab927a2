namespace Gantry.Pipelines;

/// <summary>Picks who runs an order: those that come first are preferred.</summary>
internal sealed class StepRunners(IEnumerable<IStepRunner> runners)
{
    private readonly IReadOnlyList<IStepRunner> _runners = [.. runners];

    /// <exception cref="StepRunnerException">None of them can.</exception>
    public async Task<IStepRunner> ForAsync(StepOrder order, CancellationToken ct)
    {
        var reasons = new List<string>();
        foreach (var runner in _runners.Where(r => r.RunsImages == order.Image is not null))
        {
            if (await runner.MissingAsync(ct) is not { } missing)
                return runner;
            reasons.Add(missing);
        }
        throw new StepRunnerException(reasons.Count > 0 ? string.Join(" ", reasons) : "Nothing on this machine runs steps of this kind.");
    }

    public async Task KillLeftoversAsync(string folder, CancellationToken ct)
    {
        foreach (var runner in _runners)
            await runner.KillLeftoversAsync(folder, ct);
    }
}
