using System.Buffers;
using System.Text;

namespace Gantry.Pipelines;

/// <summary>Remembers what was complained of, with its lines: they point at places.</summary>
internal sealed class QueryVoice : IStepListener
{
    private const int Most = 8000;

    private readonly ArrayBufferWriter<byte> _said = new(1024);

    public string Text => Encoding.UTF8.GetString(_said.WrittenSpan).Trim();

    public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (voice == StepVoice.Error && _said.WrittenCount < Most)
            _said.Write(bytes.Span[..Math.Min(bytes.Length, Most - _said.WrittenCount)]);
        return ValueTask.CompletedTask;
    }
}
