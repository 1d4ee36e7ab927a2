namespace Gantry.Archives;

/// <summary>The checksum of zip members, as it grows.</summary>
internal sealed class Crc32
{
    private static readonly uint[] _table = MakeTable();

    private uint _value = uint.MaxValue;

    public uint Value => ~_value;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var value = _value;
        foreach (var b in bytes)
            value = _table[(byte)(value ^ b)] ^ (value >> 8);
        _value = value;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
