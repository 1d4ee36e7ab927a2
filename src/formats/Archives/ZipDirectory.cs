using System.Buffers.Binary;
using System.Text;

namespace Gantry.Archives;

/// <summary>One line of a zip's central directory.</summary>
internal sealed record ZipEntry(string Path, int Flags, int Method, uint Crc, long PackedBytes, long Bytes, long HeaderAt, uint Mode, int MadeBy);

/// <summary>Where a zip's central directory stands, and its lines, one at a time.</summary>
internal sealed class ZipDirectory(ArchiveBytes archive)
{
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const uint EndMark = 0x06054b50;
    private const uint End64Mark = 0x06064b50;
    private const uint LocatorMark = 0x07064b50;
    private const uint LineMark = 0x02014b50;

    public async IAsyncEnumerable<ZipEntry> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (at, length, count) = await FindAsync(ct);
        if (at < 0 || length < 0 || count < 0 || at > archive.Length - length)
            throw ArchiveRefusedException.Corrupt("its directory lies outside of it");
        await using var stream = await archive.OpenAsync(at, length, ct);
        await using var buffered = new BufferedStream(stream, 64 << 10);
        var fixedPart = new byte[46];
        for (var i = 0L; i < count; i++)
        {
            await buffered.FillAsync(fixedPart, ct);
            if (U32(fixedPart, 0) != LineMark)
                throw ArchiveRefusedException.Corrupt("its directory is damaged");
            var rest = new byte[U16(fixedPart, 28) + U16(fixedPart, 30) + U16(fixedPart, 32)];
            await buffered.FillAsync(rest, ct);
            yield return Read(fixedPart, rest);
        }
    }

    private async Task<(long At, long Length, long Count)> FindAsync(CancellationToken ct)
    {
        if (archive.Length < EndBytes)
            throw ArchiveRefusedException.Corrupt("it is too short to be a zip");
        var tailLength = (int)Math.Min(archive.Length, EndBytes + LongestComment);
        var tail = await archive.ReadAsync(archive.Length - tailLength, tailLength, ct);
        for (var i = tail.Length - EndBytes; i >= 0; i--)
        {
            if (U32(tail, i) != EndMark || U16(tail, i + 20) != tail.Length - EndBytes - i)
                continue;
            var (count, length, at) = ((long)U16(tail, i + 10), (long)U32(tail, i + 12), (long)U32(tail, i + 16));
            return count == ushort.MaxValue || length == uint.MaxValue || at == uint.MaxValue
                ? await Find64Async(archive.Length - tailLength + i, (at, length, count), ct)
                : (at, length, count);
        }
        throw ArchiveRefusedException.Corrupt("it has no zip directory at its end");
    }

    // A zip of exactly 65,535 files needs no longer fields, and then has none.
    private async Task<(long, long, long)> Find64Async(long endAt, (long At, long Length, long Count) short16, CancellationToken ct)
    {
        if (endAt < 20)
            return short16;
        var locator = await archive.ReadAsync(endAt - 20, 20, ct);
        if (U32(locator, 0) != LocatorMark)
            return short16;
        var end = await archive.ReadAsync((long)U64(locator, 8), 56, ct);
        return U32(end, 0) == End64Mark
            ? ((long)U64(end, 48), (long)U64(end, 40), (long)U64(end, 32))
            : throw ArchiveRefusedException.Corrupt("its directory is damaged");
    }

    private static ZipEntry Read(byte[] line, byte[] rest)
    {
        var flags = U16(line, 8);
        var nameLength = U16(line, 28);
        // Without the flag names are in the code page of the sender's choice; what is not ASCII is then not guessed at.
        var name = ((flags & 0x800) != 0 ? Encoding.UTF8 : Encoding.ASCII).GetString(rest, 0, nameLength);
        var (packed, bytes, at) = ((long)U32(line, 20), (long)U32(line, 24), (long)U32(line, 42));
        ReadLong(rest.AsSpan(nameLength, U16(line, 30)), ref bytes, ref packed, ref at);
        return new(name, flags, U16(line, 10), U32(line, 16), packed, bytes, at, U32(line, 38) >> 16, line[5]);
    }

    private static void ReadLong(ReadOnlySpan<byte> extra, ref long bytes, ref long packed, ref long at)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (length > extra.Length - 4)
                return;
            if (id == 1)
            {
                var field = extra.Slice(4, length);
                Take(ref field, ref bytes);
                Take(ref field, ref packed);
                Take(ref field, ref at);
                return;
            }
            extra = extra[(4 + length)..];
        }
    }

    private static void Take(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue || field.Length < 8)
            return;
        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
    }

    private static ushort U16(byte[] b, int at) => BinaryPrimitives.ReadUInt16LittleEndian(b.AsSpan(at));

    private static uint U32(byte[] b, int at) => BinaryPrimitives.ReadUInt32LittleEndian(b.AsSpan(at));

    private static ulong U64(byte[] b, int at) => BinaryPrimitives.ReadUInt64LittleEndian(b.AsSpan(at));
}
