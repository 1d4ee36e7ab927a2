using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gantry.Postgres;

/// <summary>
/// Hears what other nodes wake, on one connection of its own. A poll stands behind every signal, so silence costs time and
/// nothing else.
/// </summary>
internal sealed partial class PostgresListener(PostgresAddress address, Signals signals, TimeProvider clock, ILogger log)
    : IAsyncDisposable
{
    private const string Channel = "gantry";

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();
    private Task? _listening;

    // The generated log methods look for a field.
    private readonly ILogger _log = log;

    /// <summary>Tells every node, at the commit of the transaction this stands in.</summary>
    public static NpgsqlBatchCommand Wake(IReadOnlyCollection<string> topics) => new(
        $"select pg_notify('{Channel}', topic) from unnest($1) as topic")
    {
        Parameters = { new() { Value = topics.ToArray() } },
    };

    public void Start()
    {
        if (_listening is not null)
            return;
        lock (_starting)
        {
            if (!_stopping.IsCancellationRequested)
                _listening ??= Task.Run(ListenAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_starting)
            _stopping.Cancel();
        if (_listening is not null)
            await _listening;
        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        var ct = _stopping.Token;
        var wasLost = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await address.OpenAloneAsync(ct);
                connection.Notification += (_, heard) => signals.Wake(heard.Payload);
                await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(ct);
                // What was said while nobody listened is not said again.
                signals.WakeAll();
                if (wasLost)
                    LogHeardAgain(address.ToString());
                wasLost = false;
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!wasLost)
                    LogLost(address.ToString(), e.Message);
                wasLost = true;
            }
            await Task.Delay(_pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1110, LogLevel.Warning, "Signals from other nodes are not heard just now, {Address}: {Reason}")]
    private partial void LogLost(string address, string reason);

    [LoggerMessage(1111, LogLevel.Information, "Signals from other nodes are heard again, {Address}")]
    private partial void LogHeardAgain(string address);
}
