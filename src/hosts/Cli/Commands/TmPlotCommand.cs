using System.CommandLine;
using System.Globalization;

namespace Gantry.Cli;

/// <summary>Draws a parameter over time, in the terminal or as a picture.</summary>
internal sealed class TmPlotCommand : Verb
{
    private readonly TargetWords _target;
    private readonly SpanOptions _span;
    private readonly Option<string?> _svg = new("--svg") { Description = "Writes a picture to this file.", HelpName = "FILE" };
    private readonly Option<int> _width = new("--width") { Description = "How wide: letters in the terminal, pixels in a picture (100 and 1200).", HelpName = "N" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Values as they are on the wire." };

    public TmPlotCommand() : base("plot", "Draw a parameter over time, in the terminal or as SVG.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then a parameter.", mayBeEmpty: false);
        _span = new(this);
        Add(_svg);
        Add(_width);
        Add(_raw);
    }

    public override IReadOnlyList<string> Examples => ["gantry tm plot swot/ops bus_voltage --last 6h", "gantry tm plot swot/ops bus_voltage --from 2026-11-20T00:00:00Z --svg bus.svg"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names is not [var parameter])
            throw new UsageException(names.Length == 0 ? "Which parameter?" : "One parameter at a time.");
        var (from, to) = _span.Read(call);
        var width = call.Get(_width) is 0 ? call.Get(_svg) is null ? 100 : 1200 : call.Get(_width);
        if (width is < 10 or > 5000)
            throw new UsageException($"--width {width} is not 10 to 5000.");
        var plot = await call.Client.PlotAsync(
            target.Mission, target.Environment, parameter, from, to, call.Get(_svg) is null ? width * TextPlot.DotsAcross : width, _span.Channel(call), call.Get(_raw), call.Ct);
        if (call.Get(_svg) is { } file)
            await File.WriteAllTextAsync(file, SvgPlot.Draw(plot, to, width), call.Ct);
        call.Show(plot, _ =>
        {
            if (plot.Pixels.Count == 0)
                call.Error.Line($"{plot.Parameter} has no numbers from {Units.Time(from)} until {Units.Time(to)}{(plot.Statistics.Others > 0 ? $", and {plot.Statistics.Others} other values" : "")}.");
            else if (call.Get(_svg) is null)
                call.Out.Line(TextPlot.Draw(plot, to, width));
            var s = plot.Statistics;
            if (s.Count > 0)
                call.Out.Line(string.Create(CultureInfo.InvariantCulture, $"{s.Count} values, least {s.Min:G6}, largest {s.Max:G6}, mean {s.Mean:G6}{(s.Deviation is { } d ? $", deviation {d.ToString("G4", CultureInfo.InvariantCulture)}" : "")}"));
        });
        return ExitCode.Done;
    }
}
