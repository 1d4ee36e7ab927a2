using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Eof.Tests;

public class EofReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" xmlns=\"http://eop-cfi.esa.int/CFI\"")]
    public void Reads_a_header_with_and_without_a_namespace(string space)
    {
        Assert.True(SomeEof.Read(SomeEof.Header(space: space)).TryGet(out var header, out _));
        Assert.Equal(("Sentinel-1A", "OPER", "AUX_POEORB", "OPOD", "3.1.0"), (header.Mission, header.FileClass, header.FileType, header.System, header.CreatorVersion));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), header.ValidFrom.At);
        Assert.Equal(new DateTimeOffset(2026, 1, 21, 8, 15, 0, TimeSpan.Zero), header.CreatedAt);
    }

    [Fact]
    public void Leaves_the_data_alone_even_where_it_is_no_XML() =>
        Assert.True(SomeEof.Read(SomeEof.Header() + "<Data_Block type=\"xml\"><<<<< \u0001 not XML").TryGet(out _, out _));

    [Fact]
    public void Does_not_read_on_behind_the_header()
    {
        var head = Encoding.UTF8.GetBytes(SomeEof.Header());
        using var endless = new Endless(head);
        Assert.True(EofReader.Read(endless).TryGet(out _, out _));
        Assert.True(endless.Given < head.Length + (1 << 20), $"{endless.Given} bytes were read.");
    }

    [Fact]
    public void Takes_open_ends_for_what_they_are()
    {
        Assert.True(SomeEof.Read(SomeEof.Header("UTC=0000-00-00T00:00:00", "UTC=9999-99-99T99:99:99")).TryGet(out var header, out _));
        Assert.True(header.ValidFrom.IsOpen);
        Assert.True(header.ValidUntil.IsOpen);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_header()
    {
        Assert.Contains("before it begins", SomeEof.Refusal(SomeEof.Header("UTC=2026-01-03T00:00:00")), StringComparison.Ordinal);
        Assert.Contains("'yesterday' is not a time", SomeEof.Refusal(SomeEof.Header("yesterday")), StringComparison.Ordinal);
        Assert.Contains("root element", SomeEof.Refusal("<a/>"), StringComparison.Ordinal);
        Assert.Contains("no Fixed_Header", SomeEof.Refusal("<Earth_Explorer_File><Data_Block/></Earth_Explorer_File>"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", SomeEof.Refusal(SomeEof.Header()[..400]), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_document_types_entities_and_everything_that_grows()
    {
        const string Type = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;&x;\">]>";
        Assert.Contains("DTD", SomeEof.Refusal(SomeEof.Header().Replace("<?xml version=\"1.0\"?>", Type, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", SomeEof.Refusal(SomeEof.Header(more: new string('x', EofReader.HeaderCharacters))), StringComparison.Ordinal);
        Assert.Contains("deep", SomeEof.Refusal(SomeEof.Header(more: string.Concat(Enumerable.Repeat("<a>", 2000)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Never_throws_whatever_the_bytes() => Prop.ForAll<byte[], int, byte>((noise, at, letter) =>
    {
        EofReader.Read(new MemoryStream(noise));
        // A damaged real file gets further than noise does.
        var damaged = Encoding.UTF8.GetBytes(SomeEof.Header());
        damaged[(int)((uint)at % damaged.Length)] = letter;
        noise.AsSpan(0, Math.Min(noise.Length, 3)).CopyTo(damaged.AsSpan((int)((uint)at * 7 % (damaged.Length - 3))));
        EofReader.Read(new MemoryStream(damaged));
        EofReader.Read(new MemoryStream(damaged, 0, (int)((uint)at % damaged.Length)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>A header, and then data without end.</summary>
    private sealed class Endless(byte[] head) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++)
                buffer[offset + i] = Given + i < head.Length ? head[Given + i] : (byte)' ';
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
