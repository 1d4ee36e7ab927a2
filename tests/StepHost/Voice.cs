namespace Gantry.StepHost;

/// <summary>Says what it hears.</summary>
internal sealed class Voice : IStepListener
{
    private readonly Stream _output = Console.OpenStandardOutput();

    public async ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _output.WriteAsync(bytes, ct);
        await _output.FlushAsync(ct);
    }
}
