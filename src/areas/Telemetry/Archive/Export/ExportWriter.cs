using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Writes a row for each packet, with a column for each value that any of them has.</summary>
internal abstract class ExportWriter(ExportColumns columns) : IDisposable
{
    public static readonly string[] Common = ["time", "received", "channel", "database"];

    protected ExportColumns Columns { get; } = columns;

    protected Value[] Values { get; } = new Value[columns.Count];

    protected MemoryStream Bytes { get; } = new();

    /// <summary>How many octets are ready to be sent.</summary>
    public long Ready => Bytes.Length;

    public static bool HasForm(string form) => form is "csv" or "parquet";

    public static ExportWriter Of(string form, ExportColumns columns) => form == "parquet" ? new ParquetExport(columns) : new CsvExport(columns);

    public void Add(Segment segment, DateTimeOffset at, DateTimeOffset received, IReadOnlyList<Cell> cells)
    {
        if (cells.Count == 0)
            return;
        Array.Clear(Values);
        foreach (var cell in cells)
        {
            if (Columns.PlaceOf(cell.Leaf) is >= 0 and var place)
                Values[place] = Columns.Of(cell);
        }
        Write(segment, at, received);
    }

    public virtual void End()
    {
    }

    /// <summary>Sends what is ready.</summary>
    public void Send(Stream output)
    {
        Bytes.WriteTo(output);
        Bytes.SetLength(0);
    }

    public void Dispose() => Bytes.Dispose();

    protected abstract void Write(Segment segment, DateTimeOffset at, DateTimeOffset received);
}
