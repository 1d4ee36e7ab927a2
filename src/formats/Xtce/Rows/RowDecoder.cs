namespace Gantry.Xtce;

/// <summary>
/// Decodes packets into rows, in the order they came, by code where there is a plan and by the walk where there is none.
/// It belongs to one channel and one thread.
/// </summary>
/// <param name="isWanted">Which parameters are wanted; all when left out.</param>
/// <param name="isQuiet">Of which parameters values may be left out that are within their limits, as those after them in the same call are; none when left out.</param>
public sealed class RowDecoder(CompiledDatabase database, History? history = null, Func<Parameter, bool>? isWanted = null, Func<Parameter, bool>? isQuiet = null) : IBatchSink
{
    private const int MostPackets = 256;

    private readonly BatchDecoder _batches = new(database, history);
    private readonly LeafTable _leaves = new(database.Database);
    private readonly Dictionary<int, (int Column, Leaf Leaf)[]> _columns = [];
    private readonly DecodedRow[] _rows = [.. Enumerable.Range(0, MostPackets).Select(_ => new DecodedRow())];
    private ReadOnlyMemory<byte> _data;
    private PacketPlace[] _places = [];

    public CompiledDatabase Database => database;

    /// <summary>The leaves met so far.</summary>
    public IReadOnlyList<Leaf> Leaves => _leaves.All;

    /// <summary>Decodes packets that lie in one piece of memory. Texts and blobs in a row are slices of it.</summary>
    public void Decode(ReadOnlyMemory<byte> data, ReadOnlySpan<PacketPlace> packets, Action<DecodedRow> take)
    {
        _data = data;
        for (var from = 0; from < packets.Length; from += MostPackets)
        {
            _places = packets[from..Math.Min(packets.Length, from + MostPackets)].ToArray();
            _batches.Decode(data, _places, this);
            for (var i = 0; i < _places.Length; i++)
            {
                _rows[i].Packet = from + i;
                take(_rows[i]);
            }
        }
    }

    void IBatchSink.Take(PlanBatch batch)
    {
        var columns = ColumnsOf(batch.Plan);
        for (var row = 0; row < batch.Count; row++)
        {
            var filled = Begin(batch.Packets[row], batch.Plan.Container, batch.Plan.Status);
            filled.Reason = batch.Plan.Status == DecodeStatus.Good ? null : $"no container that extends {batch.Plan.Container.Name} matches";
            filled.IsChecked = batch.IsChecked(row);
            filled.IsAmbiguous = batch.IsAmbiguous(row);
        }
        foreach (var (column, leaf) in columns)
        {
            if (isQuiet is not null && batch.Levels(column) is { IsEmpty: false } levels && !levels.ContainsAnyExcept(ConcernLevel.Normal) && isQuiet(leaf.Parameter))
                continue;
            for (var row = 0; row < batch.Count; row++)
            {
                var sample = batch.Sample(column, row);
                _rows[batch.Packets[row]].List.Add(new(leaf, sample.Raw, sample.Value, sample.State, sample.Level));
            }
        }
    }

    void IBatchSink.Take(int packet, DecodedPacket decoded)
    {
        var filled = Begin(packet, decoded.Container, decoded.Status);
        filled.Reason = decoded.Reason;
        filled.IsChecked = decoded.IsChecked;
        filled.IsAmbiguous = decoded.IsAmbiguous;
        foreach (var sample in decoded.Samples)
        {
            if (isWanted is null || isWanted(sample.Parameter))
                _leaves.Add(sample, filled.List);
        }
    }

    private DecodedRow Begin(int packet, Container? container, DecodeStatus status)
    {
        var row = _rows[packet];
        (row.Container, row.Status) = (container, status);
        row.Octets = _data.Slice(_places[packet].Start, _places[packet].Length);
        row.List.Clear();
        return row;
    }

    private (int Column, Leaf Leaf)[] ColumnsOf(PathPlan plan) =>
        _columns.TryGetValue(plan.Id, out var known) ? known : _columns[plan.Id] = [.. _leaves.Of(plan, isWanted)];
}
