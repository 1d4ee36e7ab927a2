using System.Diagnostics.CodeAnalysis;

namespace Gantry.Comparing;

/// <summary>Rows whose partner has not come; of several with one key the first goes first.</summary>
internal sealed class WaitingRows
{
    private readonly Dictionary<string, Queue<(TableRow Row, int Bytes)>> _rows = new(StringComparer.Ordinal);

    public long Bytes { get; private set; }

    public IEnumerable<TableRow> All => _rows.Values.SelectMany(q => q).Select(w => w.Row).OrderBy(row => row.Number);

    public void Add(string key, TableRow row, int bytes)
    {
        if (!_rows.TryGetValue(key, out var queue))
            _rows.Add(key, queue = new(1));
        queue.Enqueue((row, bytes));
        Bytes += bytes;
    }

    public bool TryTake(string key, [NotNullWhen(true)] out TableRow? row)
    {
        row = null;
        if (!_rows.TryGetValue(key, out var queue))
            return false;
        (row, var bytes) = queue.Dequeue();
        Bytes -= bytes;
        if (queue.Count == 0)
            _rows.Remove(key);
        return true;
    }
}
