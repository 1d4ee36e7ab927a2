using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>Takes the points of each series out of rows: once to see how far they reach, and again to draw them.</summary>
internal sealed class PlotPoints(PlotWith with, TableRows rows)
{
    public const int MostSeries = 24;

    private readonly Dictionary<(int, string), int> _series = [];

    public List<string> Names { get; } = [];

    /// <summary>How many points each series has.</summary>
    public List<long> Counts { get; } = [];

    public bool IsTime { get; private set; }

    public Reach X { get; } = new(with.Log is LogAxes.X or LogAxes.Both);

    public Reach Y { get; } = new(with.Log is LogAxes.Y or LogAxes.Both);

    /// <summary>Values that are neither empty nor a number, or that a logarithmic axis cannot show.</summary>
    public long LeftOut { get; private set; }

    public async Task MeasureAsync(CancellationToken ct)
    {
        var isTime = default(bool?);
        string? last = null;
        await foreach (var (table, row) in rows.ReadAsync(ct))
        {
            Need(table, with.X);
            var x = row[table.PlaceOf(with.X)];
            if (x.IsEmpty)
                continue;
            last = x.Text;
            if (isTime is null && (Values.TryNumber(x.Text!, out _) || Values.TryTime(x.Text!, out _)))
                IsTime = (isTime = !Values.TryNumber(x.Text!, out _)).Value;
            foreach (var (series, at, value) in PointsOf(table, row))
            {
                if (!X.Takes(at) || !Y.Takes(value))
                {
                    LeftOut += double.IsNaN(value) ? 0 : 1;
                    continue;
                }
                X.Add(at);
                Y.Add(value);
                Counts[series]++;
            }
        }
        if (isTime is null && last is not null)
            throw new ActionRefusedException($"the column '{with.X}' holds neither numbers nor times such as 2026-11-21T06:30:00Z: '{last}'");
    }

    /// <summary>Every point, in the order of the rows; a value that is not there is a gap.</summary>
    public async IAsyncEnumerable<(int Series, double X, double Y)> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (table, row) in rows.ReadAsync(ct))
        {
            foreach (var point in PointsOf(table, row))
                yield return X.Takes(point.X) && Y.Takes(point.Y) ? point : (point.Series, point.X, double.NaN);
        }
    }

    private List<(int Series, double X, double Y)> PointsOf(TableReader table, TableRow row)
    {
        var points = new List<(int, double, double)>(with.Y.Length);
        var x = row[table.PlaceOf(with.X)];
        if (x.IsEmpty || !(IsTime ? Values.TryTime(x.Text!, out var at) : Values.TryNumber(x.Text!, out at)))
            return points;
        var by = with.By is null ? "" : row[Need(table, with.By)].Text ?? "";
        for (var i = 0; i < with.Y.Length; i++)
        {
            var y = row[Need(table, with.Y[i])];
            points.Add((SeriesOf(i, by), at, y.IsEmpty ? double.NaN : Values.TryNumber(y.Text!, out var value) ? value : double.PositiveInfinity));
        }
        return points;
    }

    private int SeriesOf(int column, string by)
    {
        if (_series.TryGetValue((column, by), out var series))
            return series;
        if (_series.Count == MostSeries)
            throw new ActionRefusedException($"there are more than {MostSeries} series; draw fewer, or choose some with uses: sql");
        _series[(column, by)] = series = Names.Count;
        Names.Add(with.By is null ? with.Y[column] : with.Y.Length == 1 ? by : $"{by} {with.Y[column]}");
        Counts.Add(0);
        return series;
    }

    // In JSON a column may come up in a later row.
    private static int Need(TableReader table, string column) =>
        table.PlaceOf(column) is >= 0 and var place ? place
        : table.Format == TableFormat.Json ? -1
        : throw new ActionRefusedException($"there is no column '{column}'; there are {string.Join(", ", table.Columns.Take(30))}");
}

/// <summary>How far values reach.</summary>
internal sealed class Reach(bool isLog)
{
    public bool IsLog => isLog;

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    public bool IsEmpty => Low > High;

    public bool Takes(double value) => double.IsFinite(value) && (!isLog || value > 0);

    public void Add(double value) => (Low, High) = (Math.Min(Low, value), Math.Max(High, value));
}
