using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Actions.Tests;

public sealed class PlotTests : IDisposable
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_time_series_has_utc_times_below_and_a_legend_of_its_series()
    {
        _bench.With("t.csv", "t,a,b\n2026-01-01T00:00:00Z,1,2\n2026-01-01T06:00:00Z,2,\n2026-01-02T00:00:00Z,3,4\n");

        var drawing = await DrawAsync(new { x = "t", y = new[] { "a", "b" }, title = "Two" });

        Assert.Contains("01-02 00:00", Texts(drawing));
        Assert.Contains("2026-01-01 00:00:00 to 2026-01-02 00:00:00 UTC", Texts(drawing));
        Assert.Superset(new HashSet<string> { "Two", "a", "b" }, Texts(drawing).ToHashSet());
        // The second series has a gap, so it is drawn in two pieces.
        Assert.Equal([1, 2], SeriesOf(drawing).Select(d => d.Count(c => c == 'M')));
    }

    [Fact]
    public async Task Hostile_text_is_text()
    {
        const string Hostile = "<script>alert(1)</script> & \"quotes\" 'too' \u0007 ]]> -->";
        _bench.With("t.csv", $"x,y,s\n1,1,{Hostile.Replace("\"", "", StringComparison.Ordinal)}\n2,2,<b>\n");

        var drawing = await DrawAsync(new { x = "x", y = "y", by = "s", title = Hostile, xLabel = Hostile, yLabel = Hostile });

        Assert.DoesNotContain(drawing.Descendants(), e => e.Name.LocalName is "script" or "b");
        Assert.Contains(Texts(drawing), t => t.StartsWith("<script>alert(1)</script> & \"quotes\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("line")]
    [InlineData("scatter")]
    public async Task A_million_points_stay_a_small_file_and_no_peak_is_lost(string kind)
    {
        var rows = new StringBuilder("x,y\n");
        for (var i = 0; i < 1_000_000; i++)
            rows.Append(CultureInfo.InvariantCulture, $"{i},{(i == 777_777 ? 50 : Math.Sin(i * 0.01) + (i % 97 * 0.001)):0.####}\n");
        _bench.With("t.csv", rows.ToString());

        var drawing = await DrawAsync(new { x = "x", y = "y", kind });

        Assert.InRange(new FileInfo(_bench.At("p.svg")).Length, 1_000, 400_000);
        var highest = SeriesOf(drawing).SelectMany(d => d.Split('M', 'L', 'V', 'h', ' ')).Where(n => n.Length > 0).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).Min();
        Assert.InRange(highest, 0, 40);
    }

    [Fact]
    public async Task A_logarithmic_axis_has_decades_and_leaves_out_what_it_cannot_show()
    {
        _bench.With("t.csv", "x,y\n1,0.001\n2,1000\n3,0\n4,-5\n5,abc\n");

        var drawing = await DrawAsync(new { x = "x", y = "y", log = "y" });

        Assert.Superset(new HashSet<string> { "0.001", "1", "1000", "3 values are left out" }, Texts(drawing).ToHashSet());
    }

    [Fact]
    public async Task Nothing_to_draw_is_said_and_so_is_a_wrong_column()
    {
        _bench.With("t.csv", "x,y\n");
        Assert.Contains("There is nothing to draw.", Texts(await DrawAsync(new { x = "x", y = "y" })));
        _bench.With("t.csv", "x,y\nabc,1\n");
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("plot", new { x = "x", y = "y" }, "in:t=t.csv", "out:p=p.svg"));
        Assert.Contains("holds neither numbers nor times", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("plot", new { x = "z", y = "y" }, "in:t=t.csv", "out:p=p.svg"));
        Assert.Contains("there is no column 'z'; there are x, y", _bench.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_are_round_and_lie_within_for_any_range() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(NormalFloat, NormalFloat)>(), pair =>
        {
            var (low, high) = (Math.Min(pair.Item1.Get, pair.Item2.Get), Math.Max(pair.Item1.Get, pair.Item2.Get));
            var numbers = Axis.Of(low, high, isLog: false, isTime: false, 0, 100).Ticks(6);
            var times = Axis.Of(low * 1e6, high * 1e6, isLog: false, isTime: true, 0, 100).Ticks(6);
            return numbers.Count <= 20 && times.Count <= 60 && numbers.Zip(numbers.Skip(1)).All(p => p.First.Value < p.Second.Value) && times.Zip(times.Skip(1)).All(p => p.First.Value < p.Second.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private async Task<XDocument> DrawAsync(object with)
    {
        Assert.True(await _bench.RunAsync("plot", with, "in:t=t.csv", "out:p=p.svg") == 0, _bench.Complained);
        return XDocument.Parse(_bench.Read("p.svg"));
    }

    private static IReadOnlyList<string> Texts(XDocument drawing) => [.. drawing.Descendants(_svg + "text").Select(t => t.Value)];

    private static IReadOnlyList<string> SeriesOf(XDocument drawing) =>
        [.. drawing.Root!.Elements(_svg + "path").Where(p => p.Attribute("stroke-width")?.Value is "1.4" or "3").Select(p => p.Attribute("d")!.Value).Where(d => !d.EndsWith("h22", StringComparison.Ordinal))];
}
