using System.Globalization;
using System.Security;
using System.Text;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A plot as a picture: what was between least and largest as an area, the mean as a line.</summary>
internal static class SvgPlot
{
    private const int Height = 400;
    private const int Margin = 60;

    public static string Draw(PlotView plot, DateTimeOffset to, int width)
    {
        var (min, max) = plot.Pixels.Count == 0 ? (0, 1) : (plot.Pixels.Min(p => p.Min), plot.Pixels.Max(p => p.Max));
        var height = max > min ? max - min : 1;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width + 2 * Margin} {Height + 2 * Margin}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Margin}\" y=\"{Margin}\" width=\"{width}\" height=\"{Height}\" fill=\"none\" stroke=\"#888\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Margin - 20}\" font-size=\"16\">{SecurityElement.Escape(plot.Parameter)}</text>\n");
        for (var i = 0; i <= 4; i++)
        {
            var value = max - height * i / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:G5}</text><line x1=\"{Margin}\" x2=\"{Margin + width}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\" stroke=\"#ddd\"/>\n");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Margin + Height + 20}\">{Units.Time(plot.From)}</text><text x=\"{Margin + width}\" y=\"{Margin + Height + 20}\" text-anchor=\"end\">{Units.Time(to)}</text>\n");
        foreach (var run in Runs(plot.Pixels))
        {
            var (above, below, mean) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
            foreach (var pixel in run)
            {
                above.Append(CultureInfo.InvariantCulture, $"{X(pixel)},{Y(pixel.Max):0.##} ");
                below.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{X(pixel)},{Y(pixel.Min):0.##} "));
                mean.Append(CultureInfo.InvariantCulture, $"{X(pixel)},{Y(pixel.Mean):0.##} ");
            }
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{above}{below}\" fill=\"#9ecae1\" stroke=\"#9ecae1\"/><polyline points=\"{mean}\" fill=\"none\" stroke=\"#08519c\"/>\n");
        }
        foreach (var pixel in plot.Pixels.Where(p => p.Level is not null))
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(pixel)}\" x2=\"{X(pixel)}\" y1=\"{Y(pixel.Max) - 1:0.##}\" y2=\"{Y(pixel.Min) + 1:0.##}\" stroke=\"{(pixel.Level is "watch" or "warning" ? "#e6a000" : "#c00")}\"/>\n");
        return svg.Append("</svg>\n").ToString();

        int X(PixelView pixel) => Margin + pixel.Pixel;

        double Y(double value) => Margin + (max - value) / height * Height;
    }

    // Where nothing came for a while, no line pretends that something did.
    private static IEnumerable<List<PixelView>> Runs(IReadOnlyList<PixelView> pixels)
    {
        var steps = pixels.Zip(pixels.Skip(1), (a, b) => b.Pixel - a.Pixel).Order().ToList();
        var usual = steps.Count == 0 ? 1 : steps[steps.Count / 2];
        var run = new List<PixelView>();
        foreach (var pixel in pixels)
        {
            if (run.Count > 0 && pixel.Pixel - run[^1].Pixel > 5 * usual)
            {
                yield return run;
                run = [];
            }
            run.Add(pixel);
        }
        if (run.Count > 0)
            yield return run;
    }
}
