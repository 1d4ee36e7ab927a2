namespace Gantry.Xtce;

/// <summary>Where a packet lies in the bytes that are given.</summary>
public readonly record struct PacketPlace(int Start, int Length);

/// <summary>Takes what a batch decoder decodes.</summary>
public interface IBatchSink
{
    /// <summary>Packets of one container, in the order they came.</summary>
    void Take(PlanBatch batch);

    /// <summary>A packet that has no plan, or that is bad.</summary>
    void Take(int packet, DecodedPacket decoded);
}

/// <summary>Decodes many packets at once, for one channel on one thread. Once warm it takes no memory for packets that have plans.</summary>
public sealed class BatchDecoder(CompiledDatabase database, History? history = null)
{
    private readonly PlanBatch?[] _batches = new PlanBatch?[database.ById.Count];
    private readonly List<PlanBatch> _begun = [];

    /// <summary>Decodes packets that lie in one piece of memory. All of them have reached the sink when it returns.</summary>
    public unsafe void Decode(ReadOnlyMemory<byte> data, ReadOnlySpan<PacketPlace> packets, IBatchSink sink)
    {
        // Left over when a sink threw.
        foreach (var batch in _begun)
            batch.Count = 0;
        _begun.Clear();
        using var pin = data.Pin();
        var bytes = (byte*)pin.Pointer;
        var match = database.Match;
        for (var i = 0; i < packets.Length; i++)
        {
            var (start, length) = packets[i];
            if ((uint)start > (uint)data.Length || (uint)length > (uint)(data.Length - start))
                throw new ArgumentOutOfRangeException(nameof(packets), $"Packet {i} lies outside of the bytes.");
            var found = match(bytes + start, length);
            var id = found & ~MatchCode.Ambiguous;
            if (found < 0 || database.ById[id] is not { } plan)
            {
                sink.Take(i, database.Walker.Decode(data.Slice(start, length), history));
                continue;
            }
            var batch = _batches[id] ??= new(plan, database);
            var row = batch.Count++;
            if (row == 0)
                _begun.Add(batch);
            batch.Starts[row] = start;
            batch.Lengths[row] = length;
            batch.Indexes[row] = i;
            batch.Ambiguous[row] = found != id;
            if (batch.Count < PlanBatch.MostRows)
                continue;
            Flush(batch, data, bytes, sink);
            _begun.Remove(batch);
        }
        foreach (var batch in _begun)
            Flush(batch, data, bytes, sink);
        _begun.Clear();
    }

    private static unsafe void Flush(PlanBatch batch, ReadOnlyMemory<byte> data, byte* bytes, IBatchSink sink)
    {
        batch.Run(data, bytes);
        sink.Take(batch);
        batch.Count = 0;
    }
}
