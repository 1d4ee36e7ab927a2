using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// The values of a leaf, packet by packet, each in the column of its kind: most leaves have one kind and so one column. Times
/// have two, because nanoseconds are what tools read and not all that a time says.
/// </summary>
internal sealed class ValueColumn
{
    private readonly SortedDictionary<ValueKind, ColumnBuffer[]> _kinds = [];

    public IEnumerable<(ValueKind Kind, ColumnBuffer[] Buffers)> Kinds => _kinds.Select(k => (k.Key, k.Value));

    public static bool CanHold(ValueKind kind) => kind is not (ValueKind.List or ValueKind.Members);

    public void Add(int row, in Value value)
    {
        if (value.Kind == ValueKind.None)
            return;
        var buffers = At(value.Kind, row);
        switch (value.Kind)
        {
            case ValueKind.Unsigned:
                buffers[0].Add(value.AsUnsigned);
                break;
            case ValueKind.Signed:
                buffers[0].Add(value.AsSigned);
                break;
            case ValueKind.Real:
                buffers[0].Add(value.AsReal);
                break;
            case ValueKind.Flag:
                buffers[0].Add(value.AsText);
                buffers[1].Add(value.AsFlag);
                break;
            case ValueKind.Text:
                buffers[0].Add(value.AsText);
                break;
            case ValueKind.Bytes:
                buffers[0].Add(value.AsBytes.Span);
                break;
            case ValueKind.Instant:
                if (value.AsInstant.ToUtc() is { } time)
                    buffers[0].Add(time);
                else
                    buffers[0].AddNull();
                AddExactly(buffers[1], value.AsInstant.Seconds, value.AsInstant.Fraction);
                break;
            case ValueKind.Duration:
                buffers[0].Add(value.AsDuration.ToSeconds());
                AddExactly(buffers[1], value.AsDuration.Seconds, value.AsDuration.Fraction);
                break;
            default:
                throw new InvalidOperationException($"There is no column for values of kind {value.Kind}.");
        }
    }

    /// <summary>Numbers of one kind, for a row each: their 64 bits.</summary>
    public void AddMany(int row, ValueKind kind, ReadOnlySpan<long> bits) => At(kind, row)[0].AddMany(bits);

    public void AddMany(int row, ReadOnlySpan<double> numbers) => AddMany(row, ValueKind.Real, MemoryMarshal.Cast<double, long>(numbers));

    /// <summary>Makes all columns as long as the container's.</summary>
    public void End(int rows)
    {
        foreach (var buffer in _kinds.Values.SelectMany(b => b))
            buffer.AddNulls(rows);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        foreach (var buffer in _kinds.Values.SelectMany(b => b))
            buffer.Release();
    }

    public static ColumnBuffer[] Buffers(ValueKind kind) => kind switch
    {
        ValueKind.Unsigned => [Of(ParquetType.UInt64)],
        ValueKind.Signed => [Of(ParquetType.Int64)],
        ValueKind.Real => [Of(ParquetType.Double)],
        ValueKind.Flag => [Of(ParquetType.Text), Of(ParquetType.Boolean)],
        ValueKind.Text => [Of(ParquetType.Text)],
        ValueKind.Bytes => [Of(ParquetType.Bytes)],
        ValueKind.Instant => [Of(ParquetType.Time), Of(ParquetType.Bytes)],
        ValueKind.Duration => [Of(ParquetType.Double), Of(ParquetType.Bytes)],
        _ => throw new InvalidOperationException($"There is no column for values of kind {kind}."),
    };

    /// <summary>One value out of the columns of its kind.</summary>
    /// <param name="at">Its place among the values that are there.</param>
    public static Value Read(ValueKind kind, IReadOnlyList<ColumnBuffer> buffers, int at) => kind switch
    {
        ValueKind.Unsigned => Value.Of((ulong)buffers[0].Numbers[at]),
        ValueKind.Signed => Value.Of(buffers[0].Numbers[at]),
        ValueKind.Real => Value.Of(buffers[0].Doubles[at]),
        ValueKind.Flag => Value.Of(buffers[1].Numbers[at] != 0, System.Text.Encoding.UTF8.GetString(buffers[0].Octets(at))),
        ValueKind.Text => Value.Of(System.Text.Encoding.UTF8.GetString(buffers[0].Octets(at))),
        ValueKind.Bytes => Value.Of(buffers[0].Octets(at).ToArray().AsMemory()),
        ValueKind.Instant => Value.Of(new Instant(BinaryPrimitives.ReadInt64BigEndian(buffers[1].Octets(at)), BinaryPrimitives.ReadUInt64BigEndian(buffers[1].Octets(at)[8..]))),
        ValueKind.Duration => Value.Of(new TimeLength(BinaryPrimitives.ReadInt64BigEndian(buffers[1].Octets(at)), BinaryPrimitives.ReadUInt64BigEndian(buffers[1].Octets(at)[8..]))),
        _ => Value.None,
    };

    private static ColumnBuffer Of(ParquetType type) => new(new("", type));

    private static void AddExactly(ColumnBuffer buffer, long seconds, ulong fraction)
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(octets, seconds);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], fraction);
        buffer.Add(octets);
    }

    private ColumnBuffer[] At(ValueKind kind, int row)
    {
        if (!_kinds.TryGetValue(kind, out var buffers))
            _kinds[kind] = buffers = Buffers(kind);
        foreach (var buffer in buffers)
            buffer.AddNulls(row);
        return buffers;
    }
}
