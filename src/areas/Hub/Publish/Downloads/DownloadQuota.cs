using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>What one principal may take from this node: so many downloads at a time, so many bytes in a window that slides.</summary>
internal sealed class DownloadQuota(HubOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Account> _accounts = new();

    /// <summary>Begins a download; refused while the principal has no room, with the time after which it may have.</summary>
    public Result<DownloadTicket> Begin(Caller caller, long bytes)
    {
        if (options.DownloadsAtOnce == 0 && options.DownloadBytes == 0)
            return new DownloadTicket(_ => { });
        var account = _accounts.GetOrAdd(caller.Id, _ => new(options, clock));
        return account.Begin(caller, bytes);
    }

    private sealed class Account(HubOptions options, TimeProvider clock)
    {
        private const int Parts = 60;

        private readonly Lock _gate = new();
        private readonly List<Running> _running = [];
        private readonly long[] _taken = new long[Parts];
        private long _newest;

        private TimeSpan Part => options.DownloadWindow / Parts;

        public Result<DownloadTicket> Begin(Caller caller, long bytes)
        {
            lock (_gate)
            {
                MoveOn();
                if (options.DownloadsAtOnce > 0 && _running.Count >= options.DownloadsAtOnce)
                    return DownloadFaults.TooMany(caller, options.DownloadsAtOnce, _running.Min(r => r.Left(clock)));
                if (options.DownloadBytes > 0 && _taken.Sum() >= options.DownloadBytes)
                    return DownloadFaults.TooMuch(caller, options.DownloadBytes, options.DownloadWindow, UntilRoom());
                var running = new Running(bytes, clock.GetTimestamp());
                _running.Add(running);
                _taken[_newest % Parts] += bytes;
                running.Ticket = new(ticket => End(running, ticket.SentBytes));
                return running.Ticket;
            }
        }

        // What was promised and not sent is given back.
        private void End(Running running, long sent)
        {
            lock (_gate)
            {
                MoveOn();
                _running.Remove(running);
                _taken[_newest % Parts] -= Math.Min(running.Bytes - sent, _taken[_newest % Parts]);
            }
        }

        private void MoveOn()
        {
            var now = clock.GetUtcNow().Ticks / Part.Ticks;
            for (var i = Math.Max(_newest + 1, now - Parts + 1); i <= now; i++)
                _taken[i % Parts] = 0;
            _newest = Math.Max(now, _newest);
        }

        private TimeSpan UntilRoom()
        {
            var left = _taken.Sum();
            for (var age = Parts - 1; age > 0; age--)
            {
                left -= _taken[(_newest - age + Parts) % Parts];
                if (left < options.DownloadBytes)
                    return new TimeSpan((_newest - age + Parts) * Part.Ticks) - new TimeSpan(clock.GetUtcNow().Ticks);
            }
            return options.DownloadWindow;
        }
    }

    private sealed class Running(long bytes, long since)
    {
        public long Bytes => bytes;

        public DownloadTicket? Ticket { get; set; }

        /// <summary>How long it will still take at the pace it has had so far.</summary>
        public TimeSpan Left(TimeProvider clock)
        {
            var sent = Ticket?.SentBytes ?? 0;
            var left = sent == 0 ? TimeSpan.FromMinutes(1) : clock.GetElapsedTime(since) * ((double)(bytes - sent) / sent);
            return left < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : left;
        }
    }
}

/// <summary>A download that goes on; disposed of when it is over.</summary>
internal sealed class DownloadTicket(Action<DownloadTicket> end) : IDisposable
{
    private long _sent;

    public long SentBytes => Interlocked.Read(ref _sent);

    public void Sent(long bytes) => Interlocked.Add(ref _sent, bytes);

    public void Dispose() => end(this);
}
