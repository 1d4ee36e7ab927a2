namespace Gantry.Telemetry;

/// <summary>
/// The pixels of a plot. Where they are long, they begin and end with whole minutes or hours, so that what is known of those
/// is all that must be read; they are then somewhat longer than was asked for, and fewer, and the first begins before the time does.
/// </summary>
/// <param name="Step">The seconds of the pieces that pixels are made of; 0 where they are not.</param>
internal sealed record Grid(Span Span, long FromTicks, double PixelTicks, int Pixels, long Step)
{
    // At least so many pieces a pixel: it becomes a third longer at most.
    private const int LeastPieces = 3;

    public static Grid Of(Span span, int pixels)
    {
        var wanted = (double)(span.To - span.From).Ticks / pixels;
        foreach (var step in ReductionSteps.All.OrderDescending())
        {
            var unit = step * TimeSpan.TicksPerSecond;
            if (wanted < LeastPieces * unit)
                continue;
            var from = span.From.UtcTicks / unit * unit;
            var length = span.To.UtcTicks - from;
            var pixel = (length / pixels + unit - 1) / unit * unit;
            if (pixel * pixels < length)
                pixel += unit;
            return new(span, from, pixel, (int)((length + pixel - 1) / pixel), step);
        }
        return new(span, span.From.UtcTicks, wanted, pixels, 0);
    }

    public int PixelOf(long ticks) => Math.Clamp((int)((ticks - FromTicks) / PixelTicks), 0, Pixels - 1);
}
