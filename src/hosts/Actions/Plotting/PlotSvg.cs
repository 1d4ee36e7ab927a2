using System.Globalization;
using System.Text;

namespace Gantry.Actions;

/// <summary>Writes a plot as SVG that needs nothing else: no script, no style sheet, no font of its own.</summary>
internal sealed class PlotSvg(PlotWith with, PlotPoints points)
{
    private const int Letter = 7;
    private const int LegendRow = 18;

    // Told apart also by people who see colours differently (Okabe and Ito); the lines repeat with dashes.
    private static readonly string[] _colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#444444", "#882255"];
    private static readonly string[] _dashes = ["", "6 3", "2 3"];

    private readonly StringBuilder _svg = new();

    public async Task<string> WriteAsync(CancellationToken ct)
    {
        var hasLegend = points.Names.Count > 1;
        var perRow = Math.Max(1, (with.Width - 100) / (40 + (Letter * Math.Min(24, points.Names.Select(n => n.Length).DefaultIfEmpty(1).Max()))));
        var legendRows = hasLegend ? (points.Names.Count + perRow - 1) / perRow : 0;
        var top = 16 + (with.Title is null ? 0 : 24) + (legendRows * LegendRow);
        var bottom = with.Height - 52;
        var y = Axis.Of(Low(points.Y), High(points.Y), points.Y.IsLog, false, bottom, top);
        y = y with { Low = Padded(y, -1), High = Padded(y, 1) };
        var yTicks = y.Ticks(Math.Max(2, (bottom - top) / 50));
        var left = 30 + (Letter * yTicks.Select(t => t.Text.Length).DefaultIfEmpty(1).Max());
        var x = Axis.Of(Low(points.X), High(points.X), points.X.IsLog && !points.IsTime, points.IsTime, left, with.Width - 20);

        Open();
        if (with.Title is { } title)
            Text(with.Width / 2.0, 26, title, "middle", 15);
        Grid(x, y, yTicks, top, bottom, left);
        if (hasLegend)
            Legend(perRow, 16 + (with.Title is null ? 0 : 24));
        await SeriesAsync(x, y, ct);
        Notes(x, y, top, bottom, left);
        _svg.Append("</svg>\n");
        return _svg.ToString();
    }

    /// <summary>Text as it may stand in the drawing, whatever it holds.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                // XML knows no way to write these.
                < ' ' or (>= 0x7f and < 0xa0) or 0xfffe or 0xffff => "\ufffd",
                _ => rune.ToString(),
            });
        }
        return escaped.ToString();
    }

    private void Open()
    {
        var about = with.Title ?? $"{string.Join(", ", with.Y)} over {with.X}";
        _svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{with.Width}" height="{with.Height}" viewBox="0 0 {with.Width} {with.Height}" role="img" font-family="system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" fill="#333333">""").Append('\n')
            .Append("<title>").Append(Escape(about)).Append("</title>\n")
            .Append(CultureInfo.InvariantCulture, $"""<rect width="{with.Width}" height="{with.Height}" fill="#ffffff"/>""").Append('\n');
    }

    private void Grid(Axis x, Axis y, IReadOnlyList<(double Value, string Text)> yTicks, double top, double bottom, double left)
    {
        _svg.Append("<g stroke=\"#dddddd\" stroke-width=\"1\" fill=\"none\">");
        var xTicks = x.Ticks(Math.Max(2, (int)(x.To - x.From) / 110));
        foreach (var (value, _) in xTicks)
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x.Place(value):0.#} {top}V{bottom}\"/>");
        foreach (var (value, _) in yTicks)
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left} {y.Place(value):0.#}H{x.To}\"/>");
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left} {top}V{bottom}H{x.To}\" stroke=\"#888888\"/></g>\n");
        foreach (var (value, text) in xTicks)
            Text(x.Place(value), bottom + 17, text, "middle", 12);
        foreach (var (value, text) in yTicks)
            Text(left - 7, y.Place(value) + 4, text, "end", 12);
    }

    private void Legend(int perRow, int top)
    {
        for (var i = 0; i < points.Names.Count; i++)
        {
            var (x, y) = (60 + (i % perRow * ((with.Width - 100) / perRow)), top + (i / perRow * LegendRow));
            _svg.Append(with.Kind == PlotKind.Scatter
                ? string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x + 18}\" cy=\"{y}\" r=\"4\" fill=\"{_colours[i % _colours.Length]}\"/>\n")
                : string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y}h22\" {Stroke(i)}/>\n"));
            Text(x + 28, y + 4, points.Names[i], "start", 12, 24);
        }
    }

    private async Task SeriesAsync(Axis x, Axis y, CancellationToken ct)
    {
        var paths = points.Counts.Select(count => SeriesPath.Of(with.Kind, count, x, y)).ToList();
        await foreach (var (series, at, value) in points.ReadAsync(ct))
            paths[series].Add(x.Place(at), double.IsNaN(value) ? double.NaN : y.Place(value));
        for (var i = 0; i < paths.Count; i++)
            _svg.Append("<path d=\"").Append(paths[i].Path).Append("\" ").Append(Stroke(i)).Append("/>\n");
    }

    private void Notes(Axis x, Axis y, double top, double bottom, double left)
    {
        var range = x.IsTime ? $"{TimeTicks.Whole(x.Low)} to {TimeTicks.Whole(x.High)} UTC" : null;
        Text((x.From + x.To) / 2, bottom + 38, string.Join(", ", new[] { with.XLabel ?? (x.IsTime ? null : with.X), range }.OfType<string>()), "middle", 12, 200);
        var label = with.YLabel ?? (with.Y.Length == 1 ? with.Y[0] : null);
        if (label is not null)
            _svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(16 {(top + bottom) / 2:0.#}) rotate(-90)\" text-anchor=\"middle\" font-size=\"12\">").Append(Escape(Cut(label, 80))).Append("</text>\n");
        if (points.X.IsEmpty)
            Text((x.From + x.To) / 2, (top + bottom) / 2, "There is nothing to draw.", "middle", 14);
        if (points.LeftOut > 0)
            Text(x.To, bottom + 38, $"{points.LeftOut:N0} {(points.LeftOut == 1 ? "value is" : "values are")} left out", "end", 11);
    }

    private string Stroke(int series)
    {
        var (width, dash) = with.Kind == PlotKind.Scatter ? ("3", "") : ("1.4", _dashes[series / _colours.Length % _dashes.Length]);
        return $"fill=\"none\" stroke=\"{_colours[series % _colours.Length]}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}";
    }

    private void Text(double x, double y, string text, string anchor, int size, int most = 120) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size}\">").Append(Escape(Cut(text, most))).Append("</text>\n");

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most] + "…";

    // The curves do not touch the frame.
    private static double Padded(Axis axis, int side) =>
        axis.IsLog ? (side < 0 ? axis.Low / Math.Pow(axis.High / axis.Low, 0.04) : axis.High * Math.Pow(axis.High / axis.Low, 0.04))
        : side < 0 ? axis.Low - ((axis.High - axis.Low) * 0.04) : axis.High + ((axis.High - axis.Low) * 0.04);

    private static double Low(Reach reach) => reach.IsEmpty ? (reach.IsLog ? 1 : 0) : reach.Low;

    private static double High(Reach reach) => reach.IsEmpty ? (reach.IsLog ? 10 : 1) : reach.High;
}
