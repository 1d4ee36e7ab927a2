using System.Net;

namespace Gantry.Hub;

/// <summary>A download that goes on where it broke off, so that the intake sees one stream.</summary>
internal sealed class ResumingStream(PartnerHttp http, string path, HttpResponseMessage first, TimeProvider clock) : Stream
{
    private const int Resumptions = 5;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private HttpResponseMessage _answer = first;
    private Stream? _content;
    private long _at;
    private int _resumed;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (http.Throttle is { } throttle && buffer.Length > throttle.Piece)
            buffer = buffer[..throttle.Piece];
        while (true)
        {
            try
            {
                _content ??= await _answer.Content.ReadAsStreamAsync(cancellationToken);
                var read = await ReadInTimeAsync(_content, buffer, cancellationToken);
                _at += read;
                if (http.Throttle is not null && read > 0)
                    await http.Throttle.PassAsync(read, cancellationToken);
                return read;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is IOException and not RemoteFailureException or HttpRequestException or OperationCanceledException)
            {
                await ResumeAsync(e, cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously: it comes from afar.");

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _answer.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Stream content, Memory<byte> buffer, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        return await content.ReadAsync(buffer, either.Token);
    }

    private async Task ResumeAsync(Exception why, CancellationToken ct)
    {
        if (_resumed++ >= Resumptions)
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{path} broke off {_resumed} times, the last time after {_at} bytes: {why.Message}", why);
        var tag = _answer.Headers.ETag;
        _answer.Dispose();
        _content = null;
        _answer = await http.GetAsync(path, _at, tag, ct);
        // A server that begins anew would have its beginning joined to what is here.
        if (_at > 0 && (_answer.StatusCode != HttpStatusCode.PartialContent || _answer.Content.Headers.ContentRange?.From != _at))
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{path} broke off after {_at} bytes, and its server does not go on from there.", why);
    }
}
