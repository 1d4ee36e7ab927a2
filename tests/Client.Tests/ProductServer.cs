using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Gantry.Api;

namespace Gantry.Client.Tests;

/// <summary>One product on a puppet server, sent in ranges, and cut as often as a test wants.</summary>
internal sealed class ProductServer
{
    private readonly byte[] _served;
    private readonly Queue<int> _cuts;

    /// <param name="content">What the catalogue says the product is.</param>
    /// <param name="served">What is really sent; the same when left out.</param>
    /// <param name="cuts">After how many bytes each answer breaks off, first one first.</param>
    public ProductServer(byte[] content, byte[]? served = null, params int[] cuts)
    {
        (_served, _cuts) = (served ?? content, new(cuts));
        Product = new(Guid.CreateVersion7(), "neo", "ops", "night.psv", null, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), "", default, null, "ada");
        Server = new(Answer);
    }

    public ProductView Product { get; }

    public PuppetServer Server { get; }

    private HttpResponseMessage Answer(Asked asked)
    {
        var from = asked.Header("Range") is { } range ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        var whole = new MemoryStream(_served, from, _served.Length - from);
        var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = new StreamContent(_cuts.TryDequeue(out var cut) ? new CutStream(whole, cut) : whole),
        };
        response.Headers.ETag = new($"\"{Product.Sha256}\"");
        return response;
    }

    /// <summary>Breaks off in the middle, as a connection does.</summary>
    private sealed class CutStream(Stream inner, int after) : Stream
    {
        private int _left = after;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0)
                throw new IOException("the connection was cut");
            var read = inner.Read(buffer, offset, Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
