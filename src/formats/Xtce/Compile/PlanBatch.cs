using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gantry.Xtce;

/// <summary>
/// Packets of one container, decoded into columns. It is filled again and again: what is to be kept must be copied before
/// the sink returns.
/// </summary>
public sealed class PlanBatch
{
    internal const int MostRows = 1024;

    private readonly byte[][] _stores;
    private readonly byte[]?[] _levels;
    private readonly nint[] _addresses;
    private readonly Prepared _prepared;
    private readonly CompiledDatabase _database;

    internal PlanBatch(PathPlan plan, CompiledDatabase database)
    {
        Plan = plan;
        _database = database;
        _prepared = database.Walker.Prepared;
        _stores = new byte[plan.Stores][];
        _addresses = GC.AllocateUninitializedArray<nint>(Math.Max(1, plan.Stores), pinned: true);
        _levels = new byte[plan.Columns.Length][];
        foreach (var column in plan.Columns)
        {
            if (column.RawStore >= 0)
                Place(column.RawStore, column.ElementSize);
            if (column.RealStore >= 0)
                Place(column.RealStore, 8);
            if (column.HasLevels)
                _levels[column.Position] = new byte[MostRows];
        }
    }

    public PathPlan Plan { get; }

    /// <summary>How many packets it holds.</summary>
    public int Count { get; internal set; }

    internal int[] Starts { get; } = GC.AllocateUninitializedArray<int>(MostRows, pinned: true);

    internal int[] Lengths { get; } = new int[MostRows];

    internal int[] Indexes { get; } = new int[MostRows];

    internal bool[] Ambiguous { get; } = new bool[MostRows];

    internal ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Which packets of the call these are.</summary>
    public ReadOnlySpan<int> Packets => Indexes.AsSpan(0, Count);

    /// <summary>The bytes of a packet.</summary>
    public ReadOnlyMemory<byte> Packet(int row) => Data.Slice(Starts[row], Lengths[row]);

    /// <summary>Several containers matched the packet; the first was taken.</summary>
    public bool IsAmbiguous(int row) => Ambiguous[row];

    /// <summary>The raw values of a column, in the type of its kind.</summary>
    public ReadOnlySpan<T> Raw<T>(int column)
        where T : unmanaged
    {
        var plan = Plan.Columns[column];
        if (plan.RawStore < 0 || Unsafe.SizeOf<T>() != plan.ElementSize)
            throw new ArgumentException($"Column {column} holds {plan.Kind}, not {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(_stores[plan.RawStore])[..Count];
    }

    public ColumnKind KindOf(int column) => Plan.Columns[column].Kind;

    /// <summary>The calibrated values of a column; empty where they are the raw ones, or depend on other values.</summary>
    public ReadOnlySpan<double> Calibrated(int column) =>
        Plan.Columns[column] is { Curve: not null } plan ? Reals(plan) : default;

    /// <summary>
    /// Whether each value of a column is a number and good: the calibrated one, or where there are none the raw one, of a
    /// float as a real. What is not so simple is to be asked for as a <see cref="Sample"/>.
    /// </summary>
    public bool HoldsNumbers(int column) => Plan.Columns[column].HoldsNumbers;

    /// <summary>How bad each value of a column is; empty where none can be.</summary>
    public ReadOnlySpan<ConcernLevel> Levels(int column) =>
        _levels[column] is { } levels ? MemoryMarshal.Cast<byte, ConcernLevel>(levels)[..Count] : default;

    /// <summary>One value with all that is known of it.</summary>
    public Sample Sample(int column, int row)
    {
        var slot = Plan.Slots[column];
        var raw = RawValue(column, row);
        var (value, state) = Plan.Columns[column].HoldsNumbers ? (Number(Plan.Columns[column], row, raw), SampleState.Good) : Engineer(column, row, raw);
        var level = _levels[column] is { } levels ? (ConcernLevel)levels[row] : ConcernLevel.Normal;
        return new(slot.Parameter, slot.Path, raw, value, slot.Bit, slot.Bits, slot.Index, state, level);
    }

    /// <summary>Whether the codes of the packet's containers are right; null when there are none.</summary>
    public bool? IsChecked(int row)
    {
        bool? isChecked = null;
        foreach (var container in Plan.Path)
        {
            if ((container.Check ?? container.Encoding?.Check) is { } check && ErrorChecks.Verify(check, Packet(row).Span) is { } isGood)
                isChecked = (isChecked ?? true) && isGood;
        }
        return isChecked;
    }

    internal Value RawValue(int column, int row)
    {
        var plan = Plan.Columns[column];
        return plan.Kind switch
        {
            ColumnKind.UInt32 => Value.Of((ulong)Raw<uint>(column)[row]),
            ColumnKind.Int32 => Value.Of((long)Raw<int>(column)[row]),
            ColumnKind.UInt64 => Value.Of(Raw<ulong>(column)[row]),
            ColumnKind.Int64 => Value.Of(Raw<long>(column)[row]),
            ColumnKind.Single => Value.Of((double)Raw<float>(column)[row]),
            ColumnKind.Double => Value.Of(Raw<double>(column)[row]),
            _ => Value.Of(Bits.Slice(Packet(row), plan.Slot.Bit, plan.Slot.Bits)),
        };
    }

    private Value Number(ColumnPlan column, int row, Value raw)
    {
        if (column.Curve is not null)
            return Value.Of(Reals(column)[row]);
        return raw.Kind != ValueKind.Real && column.Slot.Type is FloatType && raw.TryNumber(out var number) ? Value.Of(number) : raw;
    }

    /// <summary>The value and its state, by the rules of the walk.</summary>
    internal (Value Value, SampleState State) Engineer(int column, int row, Value raw)
    {
        var slot = Plan.Slots[column];
        var state = SampleState.Good;
        var value = Engineering.Of(slot.Type, raw, _prepared, new RowValues(this, _database, row, slot.Sample), ref state);
        if (!Engineering.IsReasonable(slot.Type, raw, value))
            state |= SampleState.Unreasonable;
        if (slot.Parameter.Validity is { } validity && !CriteriaCheck.Holds(validity, new RowValues(this, _database, row, int.MaxValue)))
            state |= SampleState.Invalid;
        return (value, state);
    }

    /// <summary>Decodes all rows out of memory that stays where it is meanwhile.</summary>
    internal unsafe void Run(ReadOnlyMemory<byte> data, byte* pinned)
    {
        Data = data;
        fixed (int* starts = Starts)
        fixed (nint* stores = _addresses)
        {
            foreach (var extract in Plan.Code)
                extract(pinned, starts, Count, (void**)stores);
        }
        foreach (var column in Plan.Columns)
        {
            if (column.Curve is not null)
                Calibrate.Run(column.Curve, Reals(column));
            if (column.IsFusedLevel)
            {
                column.Limits!.Run(Reals(column), _levels[column.Position].AsSpan(0, Count));
                if (column.Curve is not null and not PolynomialCurve)
                    ForgiveGaps(column);
            }
            else if (column.HasLevels)
                Judge(column);
        }
    }

    private void Judge(ColumnPlan column)
    {
        for (var row = 0; row < Count; row++)
        {
            var raw = RawValue(column.Position, row);
            var (value, state) = Engineer(column.Position, row, raw);
            _levels[column.Position]![row] = (state & SampleState.Invalid) != 0
                ? (byte)0
                : (byte)AlarmCheck.Level(column.Slot.Type, raw, value, _prepared, new RowValues(this, _database, row, int.MaxValue));
        }
    }

    /// <summary>Where a calibrator says nothing of a value, an alarm does not either.</summary>
    private void ForgiveGaps(ColumnPlan column)
    {
        var reals = Reals(column);
        for (var row = 0; row < Count; row++)
        {
            if (double.IsNaN(reals[row]) && RawValue(column.Position, row).TryNumber(out var raw) && !column.Curve!.TryApply(raw, static _ => null, out _))
                _levels[column.Position]![row] = 0;
        }
    }

    private Span<double> Reals(ColumnPlan column) => MemoryMarshal.Cast<byte, double>(_stores[column.RealStore].AsSpan())[..Count];

    private unsafe void Place(int store, int size)
    {
        _stores[store] = GC.AllocateUninitializedArray<byte>(MostRows * size, pinned: true);
        _addresses[store] = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_stores[store]));
    }
}
