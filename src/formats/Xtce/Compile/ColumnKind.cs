namespace Gantry.Xtce;

/// <summary>How the raw values of a column are stored.</summary>
public enum ColumnKind
{
    UInt32,
    Int32,
    UInt64,
    Int64,
    Single,
    Double,

    /// <summary>Not at all: texts and blobs stay in their packets.</summary>
    Slice,
}

internal static class ColumnKinds
{
    /// <summary>Null for an encoding that only the walk reads.</summary>
    public static ColumnKind? Of(DataEncoding? encoding)
    {
        switch (encoding)
        {
            case StringEncoding { LeadingSizeInBits: null, Terminator: null } or BinaryEncoding:
                return ColumnKind.Slice;
            case NumberEncoding { LeastSignificantBitFirst: true } or NumberEncoding { SizeInBits: > 64 }:
                return null;
            case NumberEncoding number when !number.ByteOrder.IsPlain((number.SizeInBits + 7) / 8) && (!number.ByteOrder.IsLeastSignificantFirst || number.SizeInBits % 8 != 0):
                return null;
            case IntegerEncoding { Format: IntegerFormat.Bcd or IntegerFormat.PackedBcd }:
                return null;
            case IntegerEncoding { Format: IntegerFormat.Unsigned } integer:
                return integer.SizeInBits <= 32 ? ColumnKind.UInt32 : ColumnKind.UInt64;
            case IntegerEncoding integer:
                return integer.SizeInBits <= 32 ? ColumnKind.Int32 : ColumnKind.Int64;
            case FloatEncoding { Format: FloatFormat.Ieee754, SizeInBits: 32 }:
                return ColumnKind.Single;
            case FloatEncoding:
                return ColumnKind.Double;
            default:
                return null;
        }
    }
}
