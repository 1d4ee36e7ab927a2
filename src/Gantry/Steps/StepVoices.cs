using System.Buffers;

namespace Gantry;

/// <summary>Hands on what a step writes while it runs. It holds one buffer a voice: a step that writes faster than it is heard waits.</summary>
public static class StepVoices
{
    private const int BufferBytes = 32 << 10;

    /// <summary>Ends when both voices have; throws what the listener throws.</summary>
    public static async Task PumpAsync(Stream output, Stream error, IStepListener listener, CancellationToken ct)
    {
        using var turn = new SemaphoreSlim(1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pumps = new[] { PumpAsync(output, StepVoice.Output, listener, turn, either.Token), PumpAsync(error, StepVoice.Error, listener, turn, either.Token) };
        var first = await Task.WhenAny(pumps);
        if (!first.IsCompletedSuccessfully)
            await either.CancelAsync();
        var both = Task.WhenAll(pumps);
        await both.ContinueWith(_ => { }, TaskScheduler.Default);
        // Of two that failed, the first says why.
        await first;
        await both;
    }

    private static async Task PumpAsync(Stream stream, StepVoice voice, IStepListener listener, SemaphoreSlim turn, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            {
                await turn.WaitAsync(ct);
                try
                {
                    await listener.SaidAsync(voice, buffer.AsMemory(0, read), ct);
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
