namespace Gantry.Telemetry;

/// <summary>
/// Keeps packets: their bytes in the lake first, then in one unit of work the row that names them, how far the channel was
/// read, and what they did to alarms. When it returns they survive whatever happens, and everybody sees them.
/// </summary>
internal sealed class SegmentKeeper(IDatabase database, IBlobStore blobs, TimeProvider clock, Node node)
{
    private const int MostPuts = 5;

    public async Task KeepAsync(ChannelState state, Intake intake, ChangedFlows flows, bool hasComeUp, CancellationToken ct)
    {
        using var bytes = SegmentFile.Write(state.Key, intake.Key, intake.Packets);
        for (var put = 0; put < MostPuts; put++)
        {
            var since = await database.LastStampAsync(ct);
            bytes.Position = 0;
            var blob = await blobs.PutAsync(bytes, Expected.Nothing, ct);
            var segment = new Segment(
                state.Key, state.Seq, intake.Key, intake.Packets.Min(p => p.At), intake.Packets.Max(p => p.At), intake.Packets[0].Received, intake.Packets[^1].Received,
                state.Counts.Packets - intake.Packets.Count, intake.Packets.Count, blob.Digest, blob.SizeBytes);
            if (await database.WriteAsync(work => WriteAsync(work, state, segment, intake, flows, hasComeUp, since, ct), ct))
                return;
        }
        throw new IOException($"the lake lost the packets of {state.Key} {MostPuts} times while they were being kept");
    }

    private async Task<bool> WriteAsync(UnitOfWork work, ChannelState state, Segment segment, Intake intake, ChangedFlows flows, bool hasComeUp, DateTimeOffset since, CancellationToken ct)
    {
        // First, because a unit that says no must have changed nothing.
        if (!await work.ReferAsync(segment.Digest, since, ct))
            return false;
        var now = clock.GetUtcNow();
        await ChannelStore.SaveAsync(work, state, ct);
        await FlowStore.SaveAsync(work, state.Key, flows, ct);
        await SegmentStore.AddAsync(work, segment, ct);
        foreach (var move in intake.Moves)
            await AlarmStore.MoveAsync(work, state.Key, intake.Key.Digest, move, node.Name, now, ct);
        if (intake.Levels is not null)
            await WatchStore.SaveAsync(work, state.Key, intake.Memory, ct);
        if (hasComeUp)
            work.Tell(Entry.Of(TelemetryKinds.ChannelUp, state.Key.Scope, $"channels/{state.Key.Name}", node.Name, new { database = intake.Key.Digest, packet = segment.FirstPacket }));
        work.Wake(ChannelKey.Topic(state.Key.Mission, state.Key.Environment));
        return true;
    }
}
