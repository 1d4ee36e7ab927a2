using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// Decodes packets into columns, a set of them for each container. A packet that asked for values of earlier ones would be
/// another one elsewhere in the stream: it is left alone, and decoded whenever it is asked for.
/// </summary>
internal sealed class ColumnBuilder(CompiledDatabase database) : IBatchSink
{
    private const int PacketsAtOnce = 4096;
    private const int MostLeaves = 4096;
    private const int MostShapes = 16;
    private const long MostSamples = 4_000_000;

    private readonly LeafTable _leaves = new(database.Database);
    private readonly Dictionary<int, IReadOnlyList<(int Column, Leaf Leaf)>> _plans = [];
    private readonly Dictionary<int, ContainerColumns> _planned = [];
    private readonly Dictionary<string, List<ContainerColumns>> _walked = [];
    private readonly History _history = new(database.Database);
    private readonly BatchNumbers _numbers = new();
    private readonly List<Cell> _cells = [];
    private IReadOnlyList<int> _numbersOf = [];
    private IReadOnlyList<KeptPacket> _packets = [];
    private BatchDecoder? _decoder;
    private long _samples;
    private long _asked;

    /// <summary>What is filled; each will be a file.</summary>
    public List<ContainerColumns> Done { get; } = [];

    /// <summary>The packets that are left alone, and what they are.</summary>
    public Dictionary<int, string> Alone { get; } = [];

    /// <param name="packets">All packets of a segment.</param>
    /// <param name="chosen">The places of those that become columns.</param>
    public void Add(IReadOnlyList<KeptPacket> packets, IReadOnlyList<int> chosen)
    {
        _packets = packets;
        _decoder ??= new(database, _history);
        foreach (var some in chosen.Chunk(PacketsAtOnce))
        {
            _numbersOf = some;
            var (data, places) = Packed.Of(some.Select(i => packets[i].Octets));
            _decoder.Decode(data, places, this);
            // What is in memory stays within bounds, however many values a packet has.
            if (_samples > MostSamples)
                Close();
        }
    }

    public void Close()
    {
        foreach (var container in _planned.Values.Concat(_walked.Values.SelectMany(w => w)))
        {
            container.End();
            Done.Add(container);
        }
        _planned.Clear();
        _walked.Clear();
        _samples = 0;
    }

    /// <summary>Gives the memory of what is done back.</summary>
    public void Release()
    {
        foreach (var container in Done)
            container.Release();
        Done.Clear();
    }

    void IBatchSink.Take(PlanBatch batch)
    {
        if (!_plans.TryGetValue(batch.Plan.Id, out var leaves))
            _plans[batch.Plan.Id] = leaves = _leaves.Of(batch.Plan);
        if (!_planned.TryGetValue(batch.Plan.Id, out var container))
            _planned[batch.Plan.Id] = container = new(batch.Plan.Container.QualifiedName);
        var row = container.Rows;
        foreach (var packet in batch.Packets)
            container.BeginRow(_numbersOf[packet], _packets[_numbersOf[packet]]);
        foreach (var (column, leaf) in leaves)
            container.Of(leaf).Add(row, batch, column, _numbers);
        _samples += (long)batch.Count * leaves.Count;
    }

    void IBatchSink.Take(int packet, DecodedPacket decoded)
    {
        var (number, name) = (_numbersOf[packet], decoded.Container?.QualifiedName ?? "");
        _cells.Clear();
        foreach (var sample in decoded.Samples)
            _leaves.Add(sample, _cells);
        var hasAsked = _history.Asked != _asked;
        _asked = _history.Asked;
        if (hasAsked || _cells.Count > MostLeaves || _cells.Any(c => !ValueColumn.CanHold(c.Value.Kind) || !ValueColumn.CanHold(c.Raw.Kind)))
        {
            Alone[number] = name;
            return;
        }
        var container = Of(name);
        var row = container.Rows;
        container.BeginRow(number, _packets[number]);
        foreach (var cell in _cells)
            container.Of(cell.Leaf).Add(row, cell);
        _samples += _cells.Count;
    }

    // Columns that give the values back in the order they were decoded; what may be left out of a packet may need several.
    private ContainerColumns Of(string name)
    {
        if (!_walked.TryGetValue(name, out var some))
            _walked[name] = some = [];
        if (some.Find(c => c.Leaves.Count <= MostLeaves && c.Fits(_cells)) is { } known)
            return known;
        if (some.Count >= MostShapes)
            Close();
        var columns = new ContainerColumns(name);
        (_walked.TryGetValue(name, out var open) ? open : _walked[name] = []).Add(columns);
        return columns;
    }
}
