using System.Runtime.InteropServices;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The numbers of a batch's columns as 64 bits each, in memory that is used again for the next column.</summary>
internal sealed class BatchNumbers
{
    private long[] _bits = new long[1024];
    private double[] _reals = new double[1024];

    public (ValueKind Kind, ReadOnlyMemory<long> Bits) Of(PlanBatch batch, int column)
    {
        if (_bits.Length < batch.Count)
            (_bits, _reals) = (new long[batch.Count], new double[batch.Count]);
        var bits = _bits.AsSpan(0, batch.Count);
        var kind = ValueKind.Unsigned;
        switch (batch.KindOf(column))
        {
            case ColumnKind.UInt32:
                var words = batch.Raw<uint>(column);
                for (var i = 0; i < bits.Length; i++)
                    bits[i] = words[i];
                break;
            case ColumnKind.Int32:
                kind = ValueKind.Signed;
                var whole = batch.Raw<int>(column);
                for (var i = 0; i < bits.Length; i++)
                    bits[i] = whole[i];
                break;
            case ColumnKind.UInt64:
                MemoryMarshal.Cast<ulong, long>(batch.Raw<ulong>(column)).CopyTo(bits);
                break;
            case ColumnKind.Int64:
                kind = ValueKind.Signed;
                batch.Raw<long>(column).CopyTo(bits);
                break;
            case ColumnKind.Single:
                kind = ValueKind.Real;
                var singles = batch.Raw<float>(column);
                for (var i = 0; i < bits.Length; i++)
                    bits[i] = BitConverter.DoubleToInt64Bits(singles[i]);
                break;
            case ColumnKind.Double:
                kind = ValueKind.Real;
                MemoryMarshal.Cast<double, long>(batch.Raw<double>(column)).CopyTo(bits);
                break;
            default:
                throw new InvalidOperationException($"Column {column} holds no numbers.");
        }
        return (kind, _bits.AsMemory(0, batch.Count));
    }

    public ReadOnlySpan<double> Real(ValueKind kind, ReadOnlySpan<long> bits)
    {
        for (var i = 0; i < bits.Length; i++)
            _reals[i] = kind == ValueKind.Unsigned ? (ulong)bits[i] : bits[i];
        return _reals.AsSpan(0, bits.Length);
    }
}
