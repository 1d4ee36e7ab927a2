namespace Gantry.Client.Sending;

/// <summary>Reads from a stream that may fall silent: when nothing arrives for too long, that counts as a cut.</summary>
/// <remarks>A connection whose other end lost its power stays open for hours as far as this end can tell.</remarks>
internal sealed class PatientStream(Stream inner, ClientOptions options) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(buffer, cancellationToken);
        if (read.IsCompletedSuccessfully)
            return read.Result;
        using var late = new CancellationTokenSource(options.SilentFor, options.Clock);
        // Closing the connection ends the read; cancelling it through its token would cost a registration for each read.
        await using var _ = late.Token.UnsafeRegister(static stream => ((Stream)stream!).Dispose(), inner);
        try
        {
            return await read;
        }
        catch (Exception e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing arrived for {options.SilentFor.TotalSeconds:0} s", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
