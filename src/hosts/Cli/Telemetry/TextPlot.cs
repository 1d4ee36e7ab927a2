using System.Globalization;
using System.Text;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A plot of letters: each is two dots wide and four high (Braille), so a terminal shows more than it has letters.</summary>
internal static class TextPlot
{
    public const int DotsAcross = 2;

    private const int DotsDown = 4;
    private const int Lines = 16;

    // The bits of a Braille letter, column by column from the top.
    private static readonly int[,] _dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    public static string Draw(PlotView plot, DateTimeOffset to, int width)
    {
        var (min, max) = (plot.Pixels.Min(p => p.Min), plot.Pixels.Max(p => p.Max));
        var height = max > min ? max - min : 1;
        var cells = new int[Lines, width];
        foreach (var pixel in plot.Pixels)
        {
            var x = Math.Min(pixel.Pixel / DotsAcross, width - 1);
            for (var y = Row(pixel.Max); y <= Row(pixel.Min); y++)
                cells[y / DotsDown, x] |= _dots[pixel.Pixel % DotsAcross, y % DotsDown];
        }
        string[] marks = [Number(max), Number(min)];
        var margin = marks.Max(m => m.Length);
        var text = new StringBuilder();
        for (var line = 0; line < Lines; line++)
        {
            text.Append((line == 0 ? marks[0] : line == Lines - 1 ? marks[1] : "").PadLeft(margin)).Append(" │");
            var cut = width;
            while (cut > 0 && cells[line, cut - 1] == 0)
                cut--;
            for (var x = 0; x < cut; x++)
                text.Append(cells[line, x] == 0 ? ' ' : (char)(0x2800 + cells[line, x]));
            text.Append('\n');
        }
        var (first, last) = (Units.Time(plot.From), Units.Time(to));
        text.Append(' ', margin).Append(" └").Append('─', width).Append('\n');
        return text.Append(' ', margin + 2).Append(first).Append(' ', Math.Max(1, width - first.Length - last.Length)).Append(last).ToString();

        int Row(double value) => (int)Math.Round((max - value) / height * (Lines * DotsDown - 1));
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
