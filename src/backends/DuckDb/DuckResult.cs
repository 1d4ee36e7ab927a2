using System.Runtime.InteropServices;
using System.Text;

namespace Gantry.DuckDb;

/// <summary>What a statement gave.</summary>
internal sealed unsafe class DuckResult(Native.Result result) : IDisposable
{
    private const int LongestInline = 12;

    private Native.Result _result = result;

    // Where DuckDB itself is at fault, it adds the way through its code.
    public string Error => Marshal.PtrToStringUTF8(Native.ResultError(ref _result))?.Split("\n\nStack Trace:")[0] ?? "DuckDB does not say why it failed";

    public long RowsChanged => (long)Native.RowsChanged(ref _result);

    /// <summary>The rows of an answer of which every column is text.</summary>
    public List<string?[]> Texts()
    {
        var rows = new List<string?[]>();
        var columns = (int)Native.ColumnCount(ref _result);
        while (Native.FetchChunk(_result) is var chunk && chunk != 0)
        {
            var size = (int)Native.ChunkSize(chunk);
            var first = rows.Count;
            for (var i = 0; i < size; i++)
                rows.Add(new string?[columns]);
            for (var column = 0; column < columns; column++)
            {
                var vector = Native.ChunkVector(chunk, (ulong)column);
                var data = (byte*)Native.VectorData(vector);
                var validity = (ulong*)Native.VectorValidity(vector);
                for (var i = 0; i < size; i++)
                    rows[first + i][column] = validity == null || ((validity[i / 64] >> (i % 64)) & 1) != 0 ? Text(data + (i * 16)) : null;
            }
            Native.DestroyChunk(ref chunk);
        }
        return rows;
    }

    public void Dispose() => Native.DestroyResult(ref _result);

    // Short texts stand in the entry itself, long ones behind a pointer.
    private static string Text(byte* entry)
    {
        var length = *(int*)entry;
        return Encoding.UTF8.GetString(length <= LongestInline ? entry + 4 : *(byte**)(entry + 8), length);
    }
}
