using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Gathers the numbers of a time into pixels: each keeps its least and largest value, so that no peak is lost.</summary>
internal sealed class Plot(Span span, int pixels)
{
    private readonly Pixel?[] _pixels = new Pixel?[pixels];
    private readonly double _pixelTicks = (double)(span.To - span.From).Ticks / pixels;
    private long _count;
    private long _others;
    private double _mean;
    private double _squares;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    public void Add(DateTimeOffset at, Value value, ConcernLevel level)
    {
        _first = _first is null || at < _first ? at : _first;
        _last = _last is null || at > _last ? at : _last;
        if (!value.TryNumber(out var number) || double.IsNaN(number))
        {
            _others++;
            return;
        }
        _count++;
        var away = number - _mean;
        _mean += away / _count;
        _squares += away * (number - _mean);
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);
        var place = Math.Clamp((int)((at - span.From).Ticks / _pixelTicks), 0, _pixels.Length - 1);
        (_pixels[place] ??= new(number, at)).Add(number, at, level);
    }

    public PlotView View(string parameter) => new(
        parameter, span.From, _pixelTicks / TimeSpan.TicksPerSecond, [.. _pixels.Select((p, i) => p?.View(i)).OfType<PixelView>()],
        new(_count, _others, _count == 0 ? null : _min, _count == 0 ? null : _max, _count == 0 ? null : _mean, _count < 2 ? null : Math.Sqrt(_squares / (_count - 1)), _first, _last));

    private sealed class Pixel(double first, DateTimeOffset at)
    {
        private long _count;
        private double _sum;
        private double _min = first;
        private double _max = first;
        private (double Value, DateTimeOffset At) _first = (first, at);
        private (double Value, DateTimeOffset At) _last = (first, at);
        private ConcernLevel _worst;

        public void Add(double number, DateTimeOffset at, ConcernLevel level)
        {
            _count++;
            _sum += number;
            _min = Math.Min(_min, number);
            _max = Math.Max(_max, number);
            // Packets come in the order of their reception, which need not be that of their times.
            _first = at < _first.At ? (number, at) : _first;
            _last = at >= _last.At ? (number, at) : _last;
            _worst = level > _worst ? level : _worst;
        }

        public PixelView View(int place) => new(place, _count, _min, _max, _sum / _count, _first.Value, _last.Value, _worst == ConcernLevel.Normal ? null : AlarmStore.Word(_worst));
    }
}
