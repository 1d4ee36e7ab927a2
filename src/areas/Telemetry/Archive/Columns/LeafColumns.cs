using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>What a leaf was in the packets of a container: values, raw values, levels, states.</summary>
internal sealed class LeafColumns(Leaf leaf)
{
    private readonly ValueColumn _raws = new();
    private readonly ColumnBuffer _levels = new(new("", ParquetType.Int64));
    private readonly ColumnBuffer _states = new(new("", ParquetType.Int64));
    private bool _isRawTheValue = true;

    public Leaf Leaf => leaf;

    public ValueColumn Values { get; } = new();

    /// <summary>The levels that are not normal.</summary>
    public ColumnBuffer Levels => _levels;

    /// <summary>The states that are not good, and those of values that are none.</summary>
    public ColumnBuffer States => _states;

    public void Add(int row, in Cell cell)
    {
        Values.Add(row, cell.Value);
        _raws.Add(row, cell.Raw);
        _isRawTheValue = _isRawTheValue && IsSame(cell.Raw, cell.Value);
        AddLevel(row, cell.Level);
        // A value that is not there at all is told apart from one that is none by its state.
        if (cell.State != SampleState.Good || cell.Value.Kind == ValueKind.None)
        {
            _states.AddNulls(row);
            _states.Add((long)cell.State);
        }
    }

    /// <summary>All rows of a batch at once.</summary>
    public void Add(int row, PlanBatch batch, int column, BatchNumbers numbers)
    {
        if (!batch.HoldsNumbers(column))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var sample = batch.Sample(column, i);
                Add(row + i, new(leaf, sample.Raw, sample.Value, sample.State, sample.Level));
            }
            return;
        }
        var (kind, memory) = numbers.Of(batch, column);
        var bits = memory.Span;
        var calibrated = batch.Calibrated(column);
        if (calibrated.IsEmpty && kind != ValueKind.Real && leaf.Type is FloatType)
            calibrated = numbers.Real(kind, bits);
        if (calibrated.IsEmpty)
        {
            Values.AddMany(row, kind, bits);
        }
        else
        {
            Values.AddMany(row, calibrated);
            _raws.AddMany(row, kind, bits);
            _isRawTheValue = false;
        }
        var levels = batch.Levels(column);
        for (var i = levels.IndexOfAnyExcept(ConcernLevel.Normal); i >= 0 && i < levels.Length; i++)
            AddLevel(row + i, levels[i]);
    }

    /// <summary>Makes all columns as long as the container's.</summary>
    public void End(int rows)
    {
        Values.End(rows);
        _raws.End(rows);
        foreach (var some in (ColumnBuffer[])[_levels, _states])
        {
            if (some.Rows > 0)
                some.AddNulls(rows);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Values.Release();
        _raws.Release();
        _levels.Release();
        _states.Release();
    }

    /// <summary>The columns of the leaf, and how they are to be read.</summary>
    public LeafNote Write(Func<ColumnBuffer, string, string> add) => new(
        leaf.Name, leaf.Parameter.QualifiedName, leaf.Name[leaf.Parameter.QualifiedName.Length..], Write(Values, leaf.Name, add),
        _isRawTheValue ? null : Write(_raws, leaf.Name + ":raw", add), Write(_levels, leaf.Name + ":level", add), Write(_states, leaf.Name + ":state", add));

    private static Dictionary<string, string[]> Write(ValueColumn column, string name, Func<ColumnBuffer, string, string> add)
    {
        var kinds = new Dictionary<string, string[]>();
        foreach (var (kind, buffers) in column.Kinds)
        {
            var first = kinds.Count == 0 ? name : $"{name}:{kind}";
            kinds[kind.ToString()] = [.. buffers.Select((b, i) => add(b, i == 0 ? first : first + ":exact"))];
        }
        return kinds;
    }

    private static string? Write(ColumnBuffer buffer, string name, Func<ColumnBuffer, string, string> add) => buffer.Rows == 0 ? null : add(buffer, name);

    private static bool IsSame(in Value raw, in Value value) => raw.Kind == value.Kind && (raw.Kind == ValueKind.Real
        ? BitConverter.DoubleToInt64Bits(raw.AsReal) == BitConverter.DoubleToInt64Bits(value.AsReal) : raw == value);

    private void AddLevel(int row, ConcernLevel level)
    {
        if (level == ConcernLevel.Normal)
            return;
        _levels.AddNulls(row);
        _levels.Add((long)level);
    }
}
