using System.Buffers.Binary;

namespace Gantry.Hub;

/// <summary>
/// The ids of products: version 7, in the order of publication. Products of one millisecond are ordered by their number,
/// which stands where RFC 9562 allows a counter; so sorting by time and then by id is sorting by number.
/// </summary>
internal static class ProductIds
{
    public static Guid Of(DateTimeOffset publishedAt, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(publishedAt).TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | ((number >> 28) & 0xFFF)));
        var random = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & 0x3_FFFF_FFFF;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (((ulong)number & 0xFFF_FFFF) << 34) | random);
        return new(bytes, bigEndian: true);
    }
}
