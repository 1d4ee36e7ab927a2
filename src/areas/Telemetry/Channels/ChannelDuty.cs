using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>
/// Works one channel for as long as this node holds its lease: receives, cuts into packets, decodes, and keeps them in
/// groups. What an input with an end has given, and how far it was read, are committed together, so that nothing is lost or
/// kept twice wherever the node is killed.
/// </summary>
internal sealed partial class ChannelDuty(
    ChannelKey key, ChannelPlan plan, long token, ChannelInputs inputs, ChannelStore store, FlowStore flows, AlarmStore alarms, WatchStore watches, DatabaseShelf databases, SegmentKeeper keeper,
    IDatabase database, TelemetryOptions options, LiveInterest interest, TimeProvider clock, Node node, ILogger<ChannelDuty> log)
{
    private const int PiecesAhead = 32;

    private static readonly TimeSpan _statisticsEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lookForMoreEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = log;
    private readonly List<CutPacket> _cut = [];
    private ChannelState _state = null!;
    private ChannelTally _tally = null!;
    private Intake _intake = null!;
    private DateTimeOffset _keepBy = DateTimeOffset.MaxValue;
    private DateTimeOffset _tellBy;
    private InputPlace? _place;
    private long _skip;
    private (DateTimeOffset At, long Began)? _pace;

    private ChannelDeclaration Channel => plan.Declaration;

    // What is shown live was kept; so it is kept sooner while somebody looks.
    private TimeSpan Flush => interest.IsWatched(key.Scope) && options.FlushWatched < options.Flush ? options.FlushWatched : options.Flush;

    public async Task WorkAsync(CancellationToken ct)
    {
        _state = await store.BeginAsync(key, Channel.From.ToString(), plan.Database.Digest, node.Name, token, ct);
        _tally = new(_state.Counts, new(await flows.FlowsAsync(key, ct), await flows.ChannelsAsync(key, ct)));
        var levels = (await alarms.OutAsync(key, ct)).ToDictionary(a => a.Parameter, a => a.Level, StringComparer.Ordinal);
        _intake = await OpenAsync(Channel.From.IsRecorded ? null : levels, await watches.FindAsync(key, ct), ct);
        for (var failures = 0; ; failures++)
        {
            var input = inputs.Of(key, plan);
            try
            {
                await ReceiveAsync(input, () => failures = 0, ct);
                await SetStateAsync(ChannelState.Ended, null, TelemetryKinds.ChannelEnded, new { packets = _state.Counts.Packets }, ct);
                failures = 0;
                await Task.Delay(_lookForMoreEvery, clock, ct);
            }
            catch (IOException e)
            {
                await KeepAsync(ct);
                await SetStateAsync(ChannelState.Down, e.Message, TelemetryKinds.ChannelDown, new { reason = e.Message }, ct);
                LogDown(key, e.Message);
                await Task.Delay(Pause(failures), clock, ct);
            }
        }
    }

    private static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(_longestPause.TotalSeconds, 0.5 * Math.Pow(2, Math.Min(failures, 10))));

    private async Task ReceiveAsync(ChannelInput input, Action received, CancellationToken ct)
    {
        var cutter = PacketCutter.Of(Channel.Framing);
        _tally.Reopen();
        (_place, _skip, _pace) = (_state.Place, _state.Place is { IsFinished: false } open ? open.Packets : 0, null);
        var pieces = System.Threading.Channels.Channel.CreateBounded<Piece>(PiecesAhead);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pump = PumpAsync(input, pieces.Writer, ready, _state.Place, reading.Token);
        try
        {
            await Task.WhenAny(ready.Task, pump);
            while (pieces.Reader.TryRead(out var first))
                await TakeAsync(first, cutter, ct);
            await KeepAsync(ct);
            if (ready.Task.IsCompletedSuccessfully && _state.State != ChannelState.Up && !input.Ends)
                await SetStateAsync(ChannelState.Up, null, TelemetryKinds.ChannelUp, new { input = Channel.From.Kind, database = plan.Database.Digest, packet = _tally.Counts.Packets }, ct);
            while (await NextAsync(pieces.Reader, ct))
            {
                while (pieces.Reader.TryRead(out var piece))
                {
                    received();
                    await TakeAsync(piece, cutter, ct);
                }
            }
            await KeepAsync(ct);
        }
        finally
        {
            await reading.CancelAsync();
            await pump;
        }
    }

    // Waits for a piece, keeping and telling meanwhile what is due. False when nothing more comes; throws when the link is lost.
    private async Task<bool> NextAsync(ChannelReader<Piece> pieces, CancellationToken ct)
    {
        var more = pieces.WaitToReadAsync(ct).AsTask();
        while (true)
        {
            var by = _keepBy < _tellBy ? _keepBy : _tellBy;
            var wait = by - clock.GetUtcNow();
            if (!more.IsCompleted && wait > TimeSpan.Zero)
            {
                await Task.WhenAny(more, Task.Delay(wait, clock, ct));
                ct.ThrowIfCancellationRequested();
            }
            await KeepWhatIsDueAsync(ct);
            if (more.IsCompleted)
                return await more;
        }
    }

    private static async Task PumpAsync(ChannelInput input, ChannelWriter<Piece> pieces, TaskCompletionSource ready, InputPlace? place, CancellationToken ct)
    {
        try
        {
            await foreach (var piece in input.ReadAsync(place?.Unit, place?.IsFinished ?? false, () => ready.TrySetResult(), ct).WithCancellation(ct))
                await pieces.WriteAsync(piece, ct);
            pieces.Complete();
        }
        catch (Exception e)
        {
            // Whoever reads the pieces meets it there, after the last one.
            pieces.Complete(e is System.Net.Sockets.SocketException ? new IOException(e.Message, e) : e);
        }
    }

    private async Task TakeAsync(Piece piece, PacketCutter cutter, CancellationToken ct)
    {
        if (piece.Unit is { } unit && unit != _place?.Unit)
            (_place, _skip) = (new(unit, 0, false), 0);
        _cut.Clear();
        cutter.Take(piece.Octets.Span, Keep);
        if (piece.IsCut)
            cutter.End(Keep);
        _tally.Add(cutter.Counts, cutter.Sources, clock.GetUtcNow());
        if (_cut.Count > 0)
            await TakeAsync(_skip > 0 ? Skip() : _cut, ct);
        if (piece.IsLast)
        {
            _place = _place! with { IsFinished = true };
            _skip = 0;
            _keepBy = Soonest(clock.GetUtcNow() + Flush);
        }

        void Keep(ReadOnlySpan<byte> packet) => _cut.Add(new(packet.ToArray(), cutter.Source));
    }

    // What is kept already comes once more when a unit is read again from its beginning.
    private List<CutPacket> Skip()
    {
        var known = (int)Math.Min(_skip, _cut.Count);
        _skip -= known;
        return _cut[known..];
    }

    private async Task TakeAsync(List<CutPacket> packets, CancellationToken ct)
    {
        if (plan.Database != _intake.Key)
            await ChangeDatabaseAsync(ct);
        if (Channel.From is ReplayDeclaration { Speed: { } speed })
        {
            foreach (var packet in packets)
            {
                await PaceAsync(packet.Octets, speed, ct);
                await AddAsync([packet], ct);
            }
            return;
        }
        await AddAsync(packets, ct);
    }

    private async Task AddAsync(IReadOnlyList<CutPacket> packets, CancellationToken ct)
    {
        if (packets.Count == 0)
            return;
        var now = clock.GetUtcNow();
        _intake.Add(packets, _tally, now);
        _place = _place is null ? null : _place with { Packets = _place.Packets + packets.Count };
        _keepBy = Soonest(now + Flush);
        if (_intake.Bytes >= options.SegmentBytes || _keepBy <= now)
            await KeepAsync(ct);
    }

    private DateTimeOffset Soonest(DateTimeOffset by) => by < _keepBy ? by : _keepBy;

    // A packet waits until as much time has passed, times the speed, as between it and the first one.
    private async Task PaceAsync(byte[] packet, double speed, CancellationToken ct)
    {
        if (_intake.TimeOf(packet) is not { } at)
            return;
        _pace ??= (at, clock.GetTimestamp());
        while (true)
        {
            var wait = (at - _pace.Value.At) / speed - clock.GetElapsedTime(_pace.Value.Began);
            if (wait <= TimeSpan.Zero)
                return;
            await KeepWhatIsDueAsync(ct);
            var due = _keepBy - clock.GetUtcNow();
            await Task.Delay(wait < due || due <= TimeSpan.Zero ? wait < _statisticsEvery ? wait : _statisticsEvery : due, clock, ct);
        }
    }

    private async Task ChangeDatabaseAsync(CancellationToken ct)
    {
        await KeepAsync(ct);
        var before = _intake.Key;
        _intake = await OpenAsync(_intake.Levels, _intake.Memory, ct);
        var from = _tally.Counts.Packets;
        if (_intake.Key.Digest == before.Digest)
        {
            await SaveAsync(Entry.Of(TelemetryKinds.LimitsInForce, key.Scope, $"channels/{key.Name}", node.Name, new { packet = from, limits = _intake.Key.ReadLimits().ToDictionary(l => l.Parameter, LimitWords.Of) }), ct);
            return;
        }
        _state = _state with { Database = _intake.Key.Digest, DatabaseFrom = from };
        await SaveAsync(Entry.Of(TelemetryKinds.DatabaseChanged, key.Scope, $"channels/{key.Name}", node.Name, new { from = before.Digest, to = _intake.Key.Digest, packet = from }), ct);
        LogDatabase(key, _intake.Key.Digest.Short, from);
    }

    private async Task<Intake> OpenAsync(IReadOnlyDictionary<string, Xtce.ConcernLevel>? levels, IReadOnlyList<Xtce.AlarmMemory> memory, CancellationToken ct)
    {
        var wanted = plan.Database;
        return new(wanted, await databases.OpenAsync(wanted, ct), Channel, levels, memory);
    }

    private async Task KeepWhatIsDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now >= _keepBy)
            await KeepAsync(ct);
        else if (now >= _tellBy)
            await TellAsync(now, ct);
    }

    // Keeps the packets in hand, with the place they were read up to and what they did to alarms.
    private async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var kept = _state with { Place = _place, Counts = _tally.Counts };
        if (_intake.Packets.Count > 0)
        {
            if (kept.State != ChannelState.Up)
                kept = kept with { State = ChannelState.Up, Reason = null, StateAt = now };
            kept = kept with { Seq = kept.Seq + 1 };
            await PersistAsync(kept, ct);
        }
        else if (kept != _state)
        {
            await SaveAsync(kept, null, ct);
        }
        _state = kept;
        _intake.Clear();
        (_keepBy, _tellBy) = (DateTimeOffset.MaxValue, now + _statisticsEvery);
    }

    // A database that is away for a while must not lose what was received meanwhile.
    private async Task PersistAsync(ChannelState kept, CancellationToken ct)
    {
        var changed = _tally.TakeFlows(clock.GetUtcNow());
        while (true)
        {
            try
            {
                await keeper.KeepAsync(kept, _intake, changed, _state.State != ChannelState.Up, ct);
                return;
            }
            catch (StateUnavailableException e)
            {
                LogLater(key, e);
                await Task.Delay(_statisticsEvery, clock, ct);
            }
        }
    }

    // Frames may come that hold no packets.
    private async Task TellAsync(DateTimeOffset now, CancellationToken ct)
    {
        _tellBy = now + _statisticsEvery;
        if (_tally.Counts == _state.Counts || _intake.Packets.Count > 0)
            return;
        _state = _state with { Counts = _tally.Counts };
        await SaveAsync(null, ct);
    }

    private async Task SetStateAsync(string state, string? reason, EntryKind kind, object data, CancellationToken ct)
    {
        if (_state.State == state && _state.Reason == reason)
            return;
        _state = _state with { State = state, Reason = reason, StateAt = clock.GetUtcNow() };
        await SaveAsync(Entry.Of(kind, key.Scope, $"channels/{key.Name}", node.Name, data), ct);
    }

    private Task SaveAsync(Entry? entry, CancellationToken ct) => SaveAsync(_state, entry, ct);

    private Task SaveAsync(ChannelState state, Entry? entry, CancellationToken ct)
    {
        var changed = _tally.TakeFlows(clock.GetUtcNow());
        return database.WriteAsync(async work =>
        {
            await ChannelStore.SaveAsync(work, state, ct);
            await FlowStore.SaveAsync(work, key, changed, ct);
            if (entry is not null)
                work.Tell(entry);
        }, ct);
    }

    [LoggerMessage(5001, LogLevel.Warning, "The channel {Channel} is down and is tried again: {Reason}")]
    private partial void LogDown(ChannelKey channel, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "What came through {Channel} cannot be kept now and will be later")]
    private partial void LogLater(ChannelKey channel, Exception e);

    [LoggerMessage(5002, LogLevel.Information, "The channel {Channel} is decoded by the database {Database} from its packet {Packet} on")]
    private partial void LogDatabase(ChannelKey channel, string database, long packet);
}
