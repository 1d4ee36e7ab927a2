using System.Globalization;
using System.Text;

namespace Gantry.Actions;

/// <summary>One series on its way into a path, whose length depends on the pixels and not on the points.</summary>
internal abstract class SeriesPath
{
    public abstract void Add(double x, double y);

    public abstract string Path { get; }

    public static SeriesPath Of(PlotKind kind, long points, Axis x, Axis y) =>
        kind == PlotKind.Scatter ? new DotPath(points > DotPath.MostFineDots)
        : points <= 3 * Math.Abs(x.To - x.From) ? new LinePath()
        : new BandPath(x.From, x.To);

    protected static string Show(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Few points: a line through each of them.</summary>
internal sealed class LinePath : SeriesPath
{
    private readonly StringBuilder _path = new();
    private bool _isOn;

    public override string Path => _path.ToString();

    public override void Add(double x, double y)
    {
        if (double.IsNaN(y))
        {
            _isOn = false;
            return;
        }
        _path.Append(_isOn ? 'L' : 'M').Append(Show(x)).Append(' ').Append(Show(y));
        // A point between two gaps would not be seen.
        if (!_isOn)
            _path.Append("h0");
        _isOn = true;
    }
}

/// <summary>Many points: for each column of pixels the lowest and the highest, and the first and last, which join it to its neighbours.</summary>
internal sealed class BandPath(double from, double to) : SeriesPath
{
    private readonly Column?[] _columns = new Column?[(int)Math.Ceiling(to - from) + 1];
    private bool _isGap;

    public override string Path
    {
        get
        {
            var path = new StringBuilder();
            var isOn = false;
            for (var i = 0; i < _columns.Length; i++)
            {
                if (_columns[i] is not { } column)
                    continue;
                var x = Show(from + i);
                path.Append(isOn && !column.AfterGap ? 'L' : 'M').Append(x).Append(' ').Append(Show(column.First));
                if (column.Least < column.Most)
                    path.Append('V').Append(Show(column.Least)).Append('V').Append(Show(column.Most)).Append('V').Append(Show(column.Last));
                else
                    path.Append("h0");
                isOn = true;
            }
            return path.ToString();
        }
    }

    public override void Add(double x, double y)
    {
        if (double.IsNaN(y))
        {
            _isGap = true;
            return;
        }
        var place = Math.Clamp((int)Math.Round(x - from), 0, _columns.Length - 1);
        var column = _columns[place] ??= new(y, _isGap);
        _isGap = false;
        (column.Least, column.Most, column.Last) = (Math.Min(column.Least, y), Math.Max(column.Most, y), y);
    }

    private sealed class Column(double first, bool afterGap)
    {
        public double First { get; } = first;
        public bool AfterGap { get; } = afterGap;
        public double Least { get; set; } = first;
        public double Most { get; set; } = first;
        public double Last { get; set; } = first;
    }
}

/// <summary>Dots, each place once; where there are very many, two pixels wide and joined to rows.</summary>
internal sealed class DotPath(bool isCoarse) : SeriesPath
{
    public const int MostFineDots = 20_000;

    private readonly SortedSet<(int Y, int X)> _places = [];
    private readonly int _size = isCoarse ? 2 : 1;

    public override string Path
    {
        get
        {
            var path = new StringBuilder();
            (int Y, int X, int Length)? run = null;
            foreach (var (y, x) in _places)
            {
                if (isCoarse && run is { } open && open.Y == y && open.X + open.Length + 1 == x)
                {
                    run = open with { Length = open.Length + 1 };
                    continue;
                }
                Write(path, run);
                run = (y, x, 0);
            }
            Write(path, run);
            return path.ToString();
        }
    }

    public override void Add(double x, double y)
    {
        if (!double.IsNaN(y))
            _places.Add(((int)Math.Round(y / _size), (int)Math.Round(x / _size)));
    }

    private void Write(StringBuilder path, (int Y, int X, int Length)? run)
    {
        if (run is { } r)
            path.Append(CultureInfo.InvariantCulture, $"M{r.X * _size} {r.Y * _size}h{r.Length * _size}");
    }
}
