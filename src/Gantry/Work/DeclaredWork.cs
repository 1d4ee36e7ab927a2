using Microsoft.Extensions.Hosting;

namespace Gantry;

/// <summary>
/// Sees to it that everything the standing releases declare is worked by one node: each node contends for each lease, and
/// when the holder dies another takes over within seconds. What a newer release declares otherwise begins anew; what none
/// declares any more is stopped.
/// </summary>
/// <typeparam name="TKey">Names what is worked.</typeparam>
/// <typeparam name="TPlan">How it is to be worked.</typeparam>
/// <typeparam name="TState">How it stands in the database.</typeparam>
public abstract class DeclaredWork<TKey, TPlan, TState>(IDatabase database, Leases leases, Node node, TimeProvider clock) : BackgroundService
    where TKey : notnull
{
    private static readonly TimeSpan _lookAtReleasesEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pauseAfterBreak = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TKey, Worker> _workers = [];

    /// <summary>The process that works.</summary>
    protected Node Node { get; } = node;

    /// <summary>What is worked by somebody, as the database has it.</summary>
    protected abstract Task<IReadOnlyList<TState>> WorkingAsync(CancellationToken ct);

    /// <summary>What the releases declare that stand now.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TPlan>> DeclaredAsync(CancellationToken ct);

    /// <summary>What a state is the state of.</summary>
    protected abstract TKey KeyOf(TState state);

    /// <summary>The lease that whoever works it holds.</summary>
    protected abstract string LeaseOf(TKey key);

    /// <summary>Whether work can go on as it is; it may take over what it can of the plan that is wanted now.</summary>
    protected abstract bool GoesOn(TPlan current, TPlan wanted);

    /// <summary>Works until cancelled.</summary>
    protected abstract Task WorkAsync(TKey key, TPlan plan, LeaseGrip grip, CancellationToken ct);

    /// <summary>No release declares these any more; this node does not work them.</summary>
    protected abstract Task StopAsync(IReadOnlyList<TState> gone, CancellationToken ct);

    /// <summary>Hears that what stands could not be found out now.</summary>
    protected abstract void TellLater(Exception trouble);

    /// <summary>Hears that work broke off; it begins anew.</summary>
    protected abstract void TellBroke(TKey key, Exception trouble);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var moved = database.Signals.Ticket(IMissionReleases.Moved);
                try
                {
                    // In this order: what another node begins to work meanwhile must not look as if nobody declared it.
                    var working = await WorkingAsync(stoppingToken);
                    var declared = await DeclaredAsync(stoppingToken);
                    await SettleAsync(working, declared, stoppingToken);
                }
                catch (Exception e) when (e is StateUnavailableException or IOException)
                {
                    TellLater(e);
                }
                await moved.AtMostAsync(_lookAtReleasesEvery, clock, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_workers.Values.Select(EndAsync));
        }
    }

    private async Task SettleAsync(IReadOnlyList<TState> working, IReadOnlyDictionary<TKey, TPlan> declared, CancellationToken ct)
    {
        foreach (var (key, worker) in _workers.ToList())
        {
            if (declared.TryGetValue(key, out var wanted) && GoesOn(worker.Plan, wanted))
                continue;
            await EndAsync(worker);
            _workers.Remove(key);
        }
        if (working.Where(state => !declared.ContainsKey(KeyOf(state))).ToList() is { Count: > 0 } gone)
            await StopAsync(gone, ct);
        foreach (var (key, plan) in declared)
        {
            if (_workers.ContainsKey(key))
                continue;
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _workers[key] = new(plan, stopping, KeepWorkingAsync(key, plan, stopping.Token));
        }
    }

    private async Task KeepWorkingAsync(TKey key, TPlan plan, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await leases.HoldAsync(LeaseOf(key), Node.Name, (grip, held) => WorkAsync(key, plan, grip, held), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // One that breaks must not stop the others, nor for good.
                TellBroke(key, e);
                await Task.Delay(_pauseAfterBreak, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task EndAsync(Worker worker)
    {
        await worker.Stopping.CancelAsync();
        await worker.Working;
        worker.Stopping.Dispose();
    }

    private sealed record Worker(TPlan Plan, CancellationTokenSource Stopping, Task Working);
}
