namespace Gantry.TestKit;

/// <summary>Content that comes in small pieces, each on another turn of the scheduler; with a gate, only when it is opened.</summary>
public sealed class SlowStream(Stream content, int pieceBytes, Task? gate = null) : ReadOnlyStream
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done as soon as somebody has begun to read.</summary>
    public Task Reached => _reached.Task;

    public override int Read(Span<byte> buffer) => content.Read(buffer[..Math.Min(buffer.Length, pieceBytes)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        if (gate is not null)
            await gate.WaitAsync(cancellationToken);
        await Task.Yield();
        return await content.ReadAsync(buffer[..Math.Min(buffer.Length, pieceBytes)], cancellationToken);
    }
}
