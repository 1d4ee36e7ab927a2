using System.Text;

namespace Gantry.Parquet;

/// <summary>Reads the compact protocol of Thrift; what is damaged throws <see cref="ParquetException"/> and nothing else.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> octets)
{
    private const int Deepest = 32;

    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _at;

    /// <summary>How many octets were read.</summary>
    public readonly int Position => _at;

    /// <summary>The next field of the structure in hand; stop at its end.</summary>
    public CompactType Field(ref short id)
    {
        var head = Byte();
        var type = (CompactType)(head & 0x0F);
        if (type == CompactType.Stop)
            return type;
        id = head >> 4 is var delta && delta != 0 ? (short)(id + delta) : (short)ZigZag();
        return type;
    }

    public int I32(CompactType type) => type is CompactType.I32 or CompactType.I16 && ZigZag() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Damaged("a number is expected");

    public long I64(CompactType type) => type is CompactType.I64 or CompactType.I32 ? ZigZag() : throw Damaged("a number is expected");

    public readonly bool Flag(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Damaged("a flag is expected"),
    };

    public ReadOnlySpan<byte> Binary(CompactType type)
    {
        if (type != CompactType.Binary)
            throw Damaged("octets are expected");
        return Take(Varint());
    }

    public string Text(CompactType type) => Encoding.UTF8.GetString(Binary(type));

    public int List(CompactType type, CompactType of)
    {
        if (type != CompactType.List)
            throw Damaged("a list is expected");
        var head = Byte();
        var count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        // Every item takes an octet at least.
        if (count > (ulong)(_octets.Length - _at))
            throw Damaged("a list is longer than what holds it");
        if (count > 0 && (CompactType)(head & 0x0F) != of)
            throw Damaged($"a list of {of} is expected");
        return (int)count;
    }

    public int Item() => ZigZag() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Damaged("a number is too large");

    public string TextItem() => Encoding.UTF8.GetString(Take(Varint()));

    public void Skip(CompactType type) => Skip(type, 0);

    private void Skip(CompactType type, int depth)
    {
        if (depth > Deepest)
            throw Damaged("it is nested too deep");
        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.I8:
                Byte();
                break;
            case CompactType.I16 or CompactType.I32 or CompactType.I64:
                Varint();
                break;
            case CompactType.Double:
                Take(8);
                break;
            case CompactType.Binary:
                Take(Varint());
                break;
            case CompactType.List or CompactType.Set:
                var head = Byte();
                var count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
                if (count > (ulong)(_octets.Length - _at))
                    throw Damaged("a list is longer than what holds it");
                for (var i = 0UL; i < count; i++)
                    SkipItem((CompactType)(head & 0x0F), depth);
                break;
            case CompactType.Map:
                var entries = Varint();
                if (entries > (ulong)(_octets.Length - _at))
                    throw Damaged("a map is longer than what holds it");
                var kinds = entries == 0 ? (byte)0 : Byte();
                for (var i = 0UL; i < entries; i++)
                {
                    SkipItem((CompactType)(kinds >> 4), depth);
                    SkipItem((CompactType)(kinds & 0x0F), depth);
                }
                break;
            case CompactType.Struct:
                short id = 0;
                while (Field(ref id) is not CompactType.Stop and var inner)
                    Skip(inner, depth + 1);
                break;
            default:
                throw Damaged($"there is no kind {(int)type} of field");
        }
    }

    // Flags in a list take an octet of their own.
    private void SkipItem(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False)
            Byte();
        else
            Skip(type, depth + 1);
    }

    private long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var octet = Byte();
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
                return value;
        }
        throw Damaged("a number does not end");
    }

    private byte Byte() => _at < _octets.Length ? _octets[_at++] : throw Damaged("it ends too early");

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_octets.Length - _at))
            throw Damaged("it ends too early");
        _at += (int)length;
        return _octets.Slice(_at - (int)length, (int)length);
    }

    private static ParquetException Damaged(string why) => new($"A header of the file is damaged: {why}.");
}
