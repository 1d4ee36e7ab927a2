using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>Knows in which environments somebody follows values live, here at once and on other nodes within a second or two.</summary>
internal sealed partial class LiveInterest(IDatabase database, Node node, TimeProvider clock, ILogger<LiveInterest> log) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _sayAgainAfter = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;
    private readonly ConcurrentDictionary<Scope, int> _here = new();
    private readonly Dictionary<Scope, DateTimeOffset> _said = [];
    private volatile HashSet<Scope> _elsewhere = [];

    public bool IsWatched(Scope scope) => _here.GetValueOrDefault(scope) > 0 || _elsewhere.Contains(scope);

    /// <summary>Somebody follows, until it is disposed of.</summary>
    public IDisposable Begin(Scope scope)
    {
        _here.AddOrUpdate(scope, 1, static (_, count) => count + 1);
        return new Interest(this, scope);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ExchangeAsync(stoppingToken);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(_every, clock, stoppingToken);
        }
    }

    private async Task ExchangeAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = _here.Where(h => h.Value > 0 && !(_said.GetValueOrDefault(h.Key) + _sayAgainAfter > now)).Select(h => h.Key).ToList();
        if (due.Count > 0)
        {
            await database.WriteAsync(async work =>
            {
                await work.ExecuteAsync($"delete from telemetry_interest where until < {now}", ct);
                foreach (var scope in due)
                    await work.ExecuteAsync(
                        $"""
                         insert into telemetry_interest (mission, environment, node, until) values ({scope.Mission}, {scope.Environment}, {node.Name}, {now + _lasts})
                         on conflict (mission, environment, node) do update set until = excluded.until
                         """, ct);
            }, ct);
            foreach (var scope in due)
                _said[scope] = now;
        }
        _elsewhere = [.. await database.ReadAsync(session => session.QueryAsync(
            $"select mission, environment from telemetry_interest where until >= {now} and node <> {node.Name}", row => new Scope(row.Text(0), row.Text(1)), ct), ct)];
    }

    private sealed class Interest(LiveInterest interest, Scope scope) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                interest._here.AddOrUpdate(scope, 0, static (_, count) => count - 1);
        }
    }

    [LoggerMessage(5061, LogLevel.Warning, "Who follows values live could not be told to the other nodes now and will be later")]
    private partial void LogLater(Exception e);
}
