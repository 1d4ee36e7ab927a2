using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A JSON object for each packet, a line each.</summary>
internal sealed class JsonRows(Stream output, bool isRaw) : RowWriter
{
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public override void Write(long packet, DecodedRow row)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteNumber("packet", packet);
        _json.WriteString("container", row.Container?.QualifiedName);
        _json.WriteString("status", DecodeTally.Word(row.Status));
        if (row.Reason is { } reason)
            _json.WriteString("reason", reason);
        if (row.IsChecked is { } isChecked)
            _json.WriteBoolean("checked", isChecked);
        _json.WriteStartObject("values");
        foreach (var cell in row.Cells)
            Write(cell.Leaf.Name, isRaw ? cell.Raw : cell.Value);
        _json.WriteEndObject();
        if (row.Cells.Any(c => c.Level != ConcernLevel.Normal))
        {
            _json.WriteStartObject("levels");
            foreach (var cell in row.Cells.Where(c => c.Level != ConcernLevel.Normal))
                _json.WriteString(cell.Leaf.Name, Lower(cell.Level.ToString()));
            _json.WriteEndObject();
        }
        if (row.Cells.Any(c => c.State != SampleState.Good))
        {
            _json.WriteStartObject("states");
            foreach (var cell in row.Cells.Where(c => c.State != SampleState.Good))
                _json.WriteString(cell.Leaf.Name, Lower(cell.State.ToString()));
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        _json.Flush();
        output.Write(_line.WrittenSpan);
        output.WriteByte((byte)'\n');
    }

    public override void End() => output.Flush();

    public override void Dispose()
    {
        _json.Dispose();
        base.Dispose();
    }

    private void Write(string name, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.None:
                _json.WriteNull(name);
                break;
            case ValueKind.Unsigned:
                _json.WriteNumber(name, value.AsUnsigned);
                break;
            case ValueKind.Signed:
                _json.WriteNumber(name, value.AsSigned);
                break;
            case ValueKind.Real when double.IsFinite(value.AsReal):
                _json.WriteNumber(name, value.AsReal);
                break;
            case ValueKind.Duration:
                _json.WriteNumber(name, value.AsDuration.ToSeconds());
                break;
            default:
                _json.WriteString(name, value.ToString());
                break;
        }
    }

    // The names of .NET's enumerations are words of the house already.
    private static string Lower(string word) => JsonNamingPolicy.CamelCase.ConvertName(word);
}
