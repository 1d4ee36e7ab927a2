using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gantry.Sandbox;

/// <summary>
/// Starts processes on one thread that lives as long as the runner. Bubblewrap dies with its parent, and to the kernel that
/// is the thread that started it: one of the pool would take its steps along when it is not needed any more.
/// </summary>
internal sealed class SandboxStarter : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo What, TaskCompletionSource<Process> Started)> _orders = [];

    public SandboxStarter() => new Thread(Work) { IsBackground = true, Name = "step starter" }.Start();

    public Task<Process> StartAsync(ProcessStartInfo what)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add((what, started));
        return started.Task;
    }

    public void Dispose() => _orders.CompleteAdding();

    private void Work()
    {
        using (_orders)
        {
            foreach (var (what, started) in _orders.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(what)!);
                }
                catch (Exception e)
                {
                    started.SetException(e);
                }
            }
        }
    }
}
