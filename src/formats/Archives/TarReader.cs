using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gantry.Archives;

/// <summary>
/// The files of a tar: ustar, pax and GNU. Only names and sizes are taken from extended headers, and those are bounded; the
/// framework's own reader would take the memory that a header asks for.
/// </summary>
internal static class TarReader
{
    private const int BlockBytes = 512;
    private const int LongestExtension = 64 << 10;

    public static async IAsyncEnumerable<ArchiveMember> ReadAsync(Stream tar, Allowance allowance, [EnumeratorCancellation] CancellationToken ct)
    {
        var (block, buffer) = (new byte[BlockBytes], new byte[64 << 10]);
        var extended = new TarExtension();
        while (await NextAsync(tar, block, ct))
        {
            var size = extended.SizeBytes ?? Number(block.AsSpan(124, 12));
            switch ((char)block[156])
            {
                case 'L' or 'x':
                    extended = extended.With((char)block[156], await ExtensionAsync(tar, Number(block.AsSpan(124, 12)), allowance, ct));
                    continue;
                case 'g' or 'K' or 'V':
                    await ExtensionAsync(tar, Number(block.AsSpan(124, 12)), allowance, ct);
                    continue;
                case '0' or '\0' or '7' when Path(block, extended) is var path && !path.EndsWith('/'):
                    var slice = new TarSlice(tar, size);
                    yield return new(allowance.Member(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path), new CountedStream(slice, allowance));
                    await slice.DrainAsync(buffer, ct);
                    await SkipAsync(tar, Padding(size), buffer, ct);
                    break;
                case '5' or '0' or '\0' or '7':
                    allowance.Folder();
                    await SkipAsync(tar, size + Padding(size), buffer, ct);
                    break;
                case var type:
                    throw ArchiveRefusedException.Unsafe($"it holds a link, a device or something else that is no file (type '{(type is > ' ' and <= '~' ? type : '?')}')");
            }
            extended = new();
        }
    }

    // Two blocks of zeros end an archive; many writers leave them out, and then the end of the bytes is the end.
    private static async Task<bool> NextAsync(Stream tar, byte[] block, CancellationToken ct)
    {
        var read = await tar.ReadAtLeastAsync(block, BlockBytes, throwOnEndOfStream: false, ct);
        if (read == 0 || (read == BlockBytes && !block.AsSpan().ContainsAnyExcept((byte)0)))
            return false;
        if (read < BlockBytes)
            throw ArchiveRefusedException.Corrupt("it ends too early");
        var sum = 8 * ' ';
        for (var i = 0; i < BlockBytes; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        return Number(block.AsSpan(148, 8)) == sum ? true : throw ArchiveRefusedException.Corrupt("it is no tar, or a header in it is damaged");
    }

    private static string Path(byte[] block, TarExtension extended)
    {
        if (extended.Path is { } path)
            return path;
        var name = Text(block.AsSpan(0, 100));
        var prefix = block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.AsSpan(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static async Task<byte[]> ExtensionAsync(Stream tar, long size, Allowance allowance, CancellationToken ct)
    {
        if (size > LongestExtension)
            throw ArchiveRefusedException.TooLarge($"a header in it has {size} bytes");
        allowance.Folder();
        var whole = new byte[size + Padding(size)];
        await tar.FillAsync(whole, ct);
        return whole[..(int)size];
    }

    private static async Task SkipAsync(Stream tar, long count, byte[] buffer, CancellationToken ct)
    {
        while (count > 0)
        {
            var read = await tar.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), ct);
            if (read == 0)
                throw ArchiveRefusedException.Corrupt("it ends too early");
            count -= read;
        }
    }

    private static long Padding(long size) => (BlockBytes - (size % BlockBytes)) % BlockBytes;

    internal static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal text; GNU writes what is longer as a big-endian number behind a set top bit.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var value = (long)(field[0] & 0x7F);
            foreach (var b in field[1..])
                value = value < 1L << 54 ? (value << 8) | b : throw ArchiveRefusedException.Corrupt("a number in it is out of range");
            return value;
        }
        var number = 0L;
        foreach (var digit in Text(field).AsSpan().Trim(' '))
            number = digit is >= '0' and <= '7' ? (number * 8) + (digit - '0') : throw ArchiveRefusedException.Corrupt("it is no tar, or a header in it is damaged");
        return number;
    }
}

/// <summary>What an extended header says of the file behind it.</summary>
internal sealed record TarExtension(string? Path = null, long? SizeBytes = null)
{
    public TarExtension With(char kind, byte[] content) =>
        kind == 'L' ? this with { Path = TarReader.Text(content) } : Records(content);

    // Each record is "<length> <key>=<value>\n", the length counting itself.
    private TarExtension Records(ReadOnlySpan<byte> left)
    {
        var all = this;
        while (left.Length > 0)
        {
            var blank = left.IndexOf((byte)' ');
            if (blank is < 1 or > 9 || !int.TryParse(Encoding.ASCII.GetString(left[..blank]), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1 || length > left.Length)
                throw ArchiveRefusedException.Corrupt("an extended header in it is damaged");
            var record = Encoding.UTF8.GetString(left[(blank + 1)..(length - 1)]);
            if (record.StartsWith("path=", StringComparison.Ordinal))
                all = all with { Path = record[5..] };
            else if (record.StartsWith("size=", StringComparison.Ordinal))
                all = long.TryParse(record.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? all with { SizeBytes = size }
                    : throw ArchiveRefusedException.Corrupt("an extended header in it is damaged");
            else if (record.StartsWith("GNU.sparse.", StringComparison.Ordinal))
                throw ArchiveRefusedException.Unsupported("it holds a sparse file");
            left = left[length..];
        }
        return all;
    }
}

/// <summary>One file's part of a tar.</summary>
internal sealed class TarSlice(Stream tar, long length) : Stream
{
    private long _left = length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.Length == 0)
            return 0;
        var read = await tar.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        if (read == 0)
            throw ArchiveRefusedException.Corrupt("it ends too early");
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Members are read asynchronously.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
