namespace Gantry.Actions;

/// <summary>Draws columns of a table: time series as lines, or points.</summary>
internal static class PlotAction
{
    public static async Task RunAsync(ActionOrder order, ActionVoice voice, CancellationToken ct)
    {
        var with = order.With<PlotWith>();
        if (with.Y.Length == 0)
            throw new ActionMisusedException("'y' names no column");
        if (with.Width is < PlotWith.LeastSize or > PlotWith.MostSize || with.Height is < PlotWith.LeastSize or > PlotWith.MostSize)
            throw new ActionMisusedException($"a plot is from {PlotWith.LeastSize} to {PlotWith.MostSize} wide and high");
        using var rows = TableRows.Of(order, order.Input(), with.Format);
        var points = new PlotPoints(with, rows);
        await points.MeasureAsync(ct);
        voice.Tell(0.5, "drawing");
        var svg = await new PlotSvg(with, points).WriteAsync(ct);
        await File.WriteAllTextAsync(order.OnlyOutput, svg, ct);
        voice.Say($"{points.Counts.Sum():N0} points in {points.Names.Count} series");
    }
}
