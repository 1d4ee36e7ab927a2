using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Gathers the numbers of a time into pixels: each keeps its least and largest value, so that no peak is lost.</summary>
internal sealed class Plot(Grid grid)
{
    private readonly Reduction[] _pixels = new Reduction[grid.Pixels];

    public Plot(Span span, int pixels)
        : this(Grid.Of(span, pixels))
    {
    }

    public void Add(DateTimeOffset at, Value value, ConcernLevel level) => _pixels[grid.PixelOf(at.UtcTicks)].Add(at.UtcTicks, value, level);

    public void Add(long ticks, double number, ConcernLevel level) => _pixels[grid.PixelOf(ticks)].Add(ticks, number, level);

    /// <summary>A piece of time that lies within one pixel.</summary>
    public void Add(long ticks, in Reduction reduction) => _pixels[grid.PixelOf(ticks)].Add(reduction);

    /// <summary>Joins what came through another channel.</summary>
    public void Add(Plot other)
    {
        for (var i = 0; i < _pixels.Length; i++)
            _pixels[i].Add(other._pixels[i]);
    }

    public PlotView View(string parameter)
    {
        var all = new Reduction();
        foreach (ref readonly var pixel in _pixels.AsSpan())
            all.Add(pixel);
        return new(
            parameter, new(grid.FromTicks, TimeSpan.Zero), grid.PixelTicks / TimeSpan.TicksPerSecond, [.. _pixels.Select(View).OfType<PixelView>()],
            new(all.Count, all.Others, all.Count == 0 ? null : all.Least, all.Count == 0 ? null : all.Largest, all.Count == 0 ? null : all.Mean, all.Count < 2 ? null : all.Deviation,
                all.IsEmpty ? null : new(all.From, TimeSpan.Zero), all.IsEmpty ? null : new(all.Until, TimeSpan.Zero)));
    }

    private static PixelView? View(Reduction pixel, int place) => pixel.Count == 0 ? null
        : new(place, pixel.Count, pixel.Least, pixel.Largest, pixel.Mean, pixel.First, pixel.Last, pixel.Worst == ConcernLevel.Normal ? null : AlarmStore.Word(pixel.Worst));
}
