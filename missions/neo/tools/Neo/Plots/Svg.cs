using System.Globalization;
using System.Security;
using System.Text;

namespace Neo.Plots;

/// <summary>A drawing while it is made. Numbers keep a tenth of a pixel, so equal inputs are equal files.</summary>
internal sealed class Svg(int width, int height, string background)
{
    private readonly StringBuilder _body = new();

    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1, string dashes = "") =>
        _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" stroke=\"{colour}\" stroke-width=\"{thickness}\"{Dashes(dashes)}/>\n");

    public void Path(IEnumerable<(double X, double Y)> points, string colour, double thickness, string dashes = "")
    {
        var path = string.Join(' ', points.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{p.X:F1} {p.Y:F1}")));
        _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness}\"{Dashes(dashes)}/>\n");
    }

    public void Dot(double x, double y, double radius, string colour, string title = "")
    {
        _body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"{radius:F1}\" fill=\"{colour}\">");
        if (title.Length > 0)
            _body.Append("<title>").Append(SecurityElement.Escape(title)).Append("</title>");
        _body.Append("</circle>\n");
    }

    public void Text(double x, double y, string text, string colour, int size = 12, string anchor = "start") =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" fill=\"{colour}\" font-size=\"{size}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>\n");

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\">\n"
        + $"<rect width=\"{width}\" height=\"{height}\" fill=\"{background}\"/>\n{_body}</svg>\n";

    private static string Dashes(string dashes) => dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "";
}
