using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>Where rows go that were accepted: as they stood, after the same header.</summary>
internal sealed class AcceptedRows(string? path) : IAsyncDisposable
{
    private readonly FileStream? _file = path is null ? null : File.Create(path);
    private readonly bool _isList = path is not null && FileKinds.Of(path) == FileKind.Json && !FileKinds.IsLines(path);
    private byte[]? _header;
    private bool _hasRows;

    public async Task BeginAsync(ReadOnlyMemory<byte> header, CancellationToken ct)
    {
        if (_file is null || header.IsEmpty)
            return;
        if (_header is null)
            await LineAsync(_header = header.ToArray(), ct);
        else if (!_header.AsSpan().SequenceEqual(header.Span))
            throw new ActionRefusedException("the files of the input have different columns, so the accepted rows do not fit into one file; check them one by one (each:)");
    }

    public async ValueTask AddAsync(TableRow row, TableFormat format, CancellationToken ct)
    {
        if (_file is null)
            return;
        if (_isList && format == TableFormat.Json)
            await _file.WriteAsync(_hasRows ? ",\n"u8.ToArray() : "[\n"u8.ToArray(), ct);
        _hasRows = true;
        if (_isList && format == TableFormat.Json)
            await _file.WriteAsync(row.Raw, ct);
        else
            await LineAsync(row.Raw, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is null)
            return;
        if (_isList && _header is null)
            await _file.WriteAsync(_hasRows ? "\n]\n"u8.ToArray() : "[]\n"u8.ToArray());
        await _file.DisposeAsync();
    }

    private async ValueTask LineAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _file!.WriteAsync(bytes, ct);
        await _file.WriteAsync("\n"u8.ToArray(), ct);
    }
}

/// <summary>Where rows go that were refused: each with its line, its reasons and itself, as CSV or as JSON lines.</summary>
internal sealed class RefusedRows : IAsyncDisposable
{
    private static readonly JsonSerializerOptions _plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter? _file;
    private readonly bool _isCsv;

    public RefusedRows(string? path)
    {
        _isCsv = path is not null && FileKinds.Of(path) == FileKind.Csv;
        _file = path is null ? null : new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        if (_isCsv)
            _file!.WriteLine("file,line,reason,row");
    }

    public async ValueTask AddAsync(string file, TableRow row, IReadOnlyList<string> reasons)
    {
        if (_file is null)
            return;
        var text = Encoding.UTF8.GetString(row.Raw.Span);
        await _file.WriteLineAsync(_isCsv
            ? string.Create(CultureInfo.InvariantCulture, $"{Quote(file)},{row.Line},{Quote(string.Join("; ", reasons))},{Quote(text)}")
            : JsonSerializer.Serialize(new { file, row.Line, reasons, row = text }, _plain));
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
