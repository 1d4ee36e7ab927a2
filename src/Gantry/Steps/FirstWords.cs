using System.Buffers;
using System.Text;

namespace Gantry;

/// <summary>Listens along, and remembers the first that was said about what went wrong.</summary>
public sealed class FirstWords(IStepListener listener) : IStepListener
{
    private const int Most = 1000;

    private readonly ArrayBufferWriter<byte> _said = new(Most);

    public string Text => Encoding.UTF8.GetString(_said.WrittenSpan).Trim().ReplaceLineEndings("; ");

    public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (voice == StepVoice.Error && _said.WrittenCount < Most)
            _said.Write(bytes.Span[..Math.Min(bytes.Length, Most - _said.WrittenCount)]);
        return listener.SaidAsync(voice, bytes, ct);
    }
}
