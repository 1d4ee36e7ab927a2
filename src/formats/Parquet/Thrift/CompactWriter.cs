using System.Text;

namespace Gantry.Parquet;

/// <summary>The compact protocol of Thrift, in which Parquet writes its headers.</summary>
internal sealed class CompactWriter(Stream output)
{
    private readonly Stack<short> _outer = new();
    private short _last;

    public void Begin()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void Begin(short field)
    {
        Field(field, CompactType.Struct);
        Begin();
    }

    public void End()
    {
        output.WriteByte(0);
        _last = _outer.Pop();
    }

    public void Empty(short field)
    {
        Begin(field);
        End();
    }

    public void Write(short field, int value)
    {
        Field(field, CompactType.I32);
        ZigZag(value);
    }

    public void Write(short field, long value)
    {
        Field(field, CompactType.I64);
        ZigZag(value);
    }

    public void Write(short field, sbyte value)
    {
        Field(field, CompactType.I8);
        output.WriteByte((byte)value);
    }

    public void Write(short field, bool value) => Field(field, value ? CompactType.True : CompactType.False);

    public void Write(short field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    public void Write(short field, ReadOnlySpan<byte> value)
    {
        Field(field, CompactType.Binary);
        Item(value);
    }

    public void List(short field, CompactType of, int count)
    {
        Field(field, CompactType.List);
        if (count < 15)
        {
            output.WriteByte((byte)(count << 4 | (int)of));
            return;
        }
        output.WriteByte((byte)(0xF0 | (int)of));
        Varint((ulong)count);
    }

    /// <summary>An item of a list of numbers.</summary>
    public void Item(int value) => ZigZag(value);

    /// <summary>An item of a list of texts.</summary>
    public void Item(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        output.Write(value);
    }

    private void Field(short field, CompactType type)
    {
        var delta = field - _last;
        if (delta is > 0 and <= 15)
        {
            output.WriteByte((byte)(delta << 4 | (int)type));
        }
        else
        {
            output.WriteByte((byte)type);
            ZigZag(field);
        }
        _last = field;
    }

    private void ZigZag(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            output.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }
        output.WriteByte((byte)value);
    }
}

/// <summary>What a field is.</summary>
internal enum CompactType : byte
{
    Stop = 0,
    True = 1,
    False = 2,
    I8 = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}
