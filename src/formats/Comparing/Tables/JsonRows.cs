using System.Text.Json;

namespace Gantry.Comparing;

/// <summary>Objects of a list, or one after the other. What is nested in them becomes columns such as <c>orbit.a</c> and <c>axes[0]</c>.</summary>
internal sealed class JsonRows(RecordBytes bytes) : TableReader
{
    private bool _isList;
    private bool _isClosed;
    private long _number;

    public override TableFormat Format => TableFormat.Json;

    public static TableFormat LooksLike(ReadOnlySpan<byte> beginning) =>
        beginning.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..] ? TableFormat.Json : TableFormat.Csv;

    private protected override async ValueTask BeginAsync(CancellationToken ct)
    {
        if (await NextAsync(ct) != '[')
            return;
        bytes.Skip(1);
        _isList = true;
    }

    public override async ValueTask<TableRow?> ReadAsync(CancellationToken ct)
    {
        if (Problem is not null || !await IsThereOneAsync(ct))
            return null;
        var line = bytes.Line;
        if (await ObjectAsync(ct) is not { } record)
            return null;
        _number++;
        try
        {
            using var document = JsonDocument.Parse(record);
            var cells = new List<Cell>(Columns.Count);
            if (Flatten("", document.RootElement, cells))
                return new(_number, line, cells, record);
            Problem = new(line, $"there are more than {MostColumns:N0} columns");
        }
        catch (JsonException e)
        {
            Problem = new(line + (e.LineNumber ?? 0), "this is not JSON: " + e.Message.Split(" LineNumber:")[0]);
        }
        // A text with half of a surrogate pair cannot be taken out.
        catch (InvalidOperationException e)
        {
            Problem = new(line, "this is not JSON: " + e.Message);
        }
        return null;
    }

    private async ValueTask<bool> IsThereOneAsync(CancellationToken ct)
    {
        var next = await NextAsync(ct);
        if (_isList && !_isClosed && next == ']')
        {
            (_isClosed, next) = (true, null);
            bytes.Skip(1);
            next = await NextAsync(ct);
        }
        else if (_isList && !_isClosed && _number > 0)
        {
            if (next != ',')
            {
                Problem = new(bytes.Line, next is null ? "the list is not closed" : "expected ',' or ']' between the objects of the list");
                return false;
            }
            bytes.Skip(1);
            next = await NextAsync(ct);
        }
        if (next == '{' && !_isClosed)
            return true;
        if (next is not null || (_isList && !_isClosed))
            Problem = new(bytes.Line, _isClosed ? "something follows the list" : next is null ? "the list is not closed" : "expected an object, which begins with '{'");
        return false;
    }

    private async ValueTask<byte?> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            var blanks = bytes.Rest.IndexOfAnyExcept(" \t\r\n"u8);
            bytes.Skip(blanks < 0 ? bytes.Rest.Length : blanks);
            if (blanks >= 0)
                return bytes.Rest[0];
            if (!await bytes.FillAsync(ct) && bytes.IsLast)
                return null;
        }
    }

    private async ValueTask<byte[]?> ObjectAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = LengthOf(bytes.Rest);
            if (length > 0)
                return bytes.Take(length);
            if (await bytes.FillAsync(ct))
                continue;
            Problem = new(bytes.Line, bytes.IsLast ? "the object is not closed" : $"the object has more than {MostRowBytes:N0} bytes");
            return null;
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> rest)
    {
        var depth = 0;
        for (var at = 0; at < rest.Length;)
        {
            var next = rest[at..].IndexOfAny((byte)'{', (byte)'}', (byte)'"');
            if (next < 0)
                return 0;
            at += next + 1;
            if (rest[at - 1] == '{')
            {
                depth++;
            }
            else if (rest[at - 1] == '}')
            {
                if (--depth == 0)
                    return at;
            }
            else
            {
                while (true)
                {
                    var close = rest[at..].IndexOfAny((byte)'"', (byte)'\\');
                    if (close < 0)
                        return 0;
                    at += close + 1;
                    if (rest[at - 1] == '"')
                        break;
                    if (++at > rest.Length)
                        return 0;
                }
            }
        }
        return 0;
    }

    private bool Flatten(string name, JsonElement value, List<Cell> cells)
    {
        if (value.ValueKind is JsonValueKind.Object && (name.Length == 0 || value.EnumerateObject().Any()))
        {
            foreach (var property in value.EnumerateObject())
            {
                if (!Flatten(name.Length == 0 ? property.Name : $"{name}.{property.Name}", property.Value, cells))
                    return false;
            }
            return true;
        }
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (!Flatten($"{name}[{index++}]", item, cells))
                    return false;
            }
            return true;
        }
        return TryPut(name, CellOf(value), cells);
    }

    private bool TryPut(string name, Cell cell, List<Cell> cells)
    {
        var place = PlaceOf(name);
        if (place < 0 && !TryAddColumn(name, out place))
            return false;
        while (cells.Count <= place)
            cells.Add(default);
        cells[place] = cell;
        return true;
    }

    private static Cell CellOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new(CellKind.Null, null),
        JsonValueKind.String => new(CellKind.Text, value.GetString()),
        JsonValueKind.Number => new(CellKind.Number, value.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new(CellKind.Flag, value.GetRawText()),
        _ => new(CellKind.Text, value.GetRawText()),
    };
}
