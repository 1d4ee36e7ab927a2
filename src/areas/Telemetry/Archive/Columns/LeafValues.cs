using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>What a leaf was, row by row: as it was decoded.</summary>
internal sealed class LeafValues(KindColumns values, KindColumns? raws, ColumnBuffer? levels, ColumnBuffer? states)
{
    private readonly KindColumns? _levels = Of(levels);
    private readonly KindColumns? _states = Of(states);

    /// <summary>Values that are not written yet; without the raw ones.</summary>
    public static LeafValues Of(LeafColumns leaf) => new(new(leaf.Values.Kinds), null, leaf.Levels, leaf.States);

    /// <summary>Whether the packet had it at all.</summary>
    public bool IsThere(int row) => values.IsThere(row) || _states?.IsThere(row) is true || raws?.IsThere(row) is true;

    /// <summary>All values, where each row has a number of one kind and all are within their limits: their 64 bits.</summary>
    public ReadOnlySpan<long> NormalNumbers(out ValueKind kind)
    {
        kind = ValueKind.None;
        return _levels is null ? values.Numbers(out kind) : default;
    }

    public Value Value(int row) => values.At(row);

    public Value Raw(int row) => raws is null ? values.At(row) : raws.At(row);

    /// <summary>Of the value, or the raw one.</summary>
    public bool TryNumber(int row, bool isRaw, out double number) => (isRaw && raws is not null ? raws : values).TryNumber(row, out number);

    public ConcernLevel Level(int row) => _levels is not null && _levels.TryNumber(row, out var level) ? (ConcernLevel)(byte)level : ConcernLevel.Normal;

    public SampleState State(int row) => _states is not null && _states.TryNumber(row, out var state) ? (SampleState)(byte)state : SampleState.Good;

    private static KindColumns? Of(ColumnBuffer? buffer) => buffer is null || buffer.Values == 0 ? null : new([(ValueKind.Signed, [buffer])]);
}
