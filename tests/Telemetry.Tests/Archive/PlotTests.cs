using Gantry.Xtce;

namespace Gantry.Telemetry.Tests.Archive;

public sealed class PlotTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_peak_is_in_the_plot_however_few_pixels_it_has()
    {
        var plot = new Plot(new(_noon, _noon.AddHours(1)), 4);
        for (var second = 0; second < 3600; second++)
            plot.Add(_noon.AddSeconds(second), Value.Of(second == 1000 ? 99.0 : Math.Sin(second)), second == 1000 ? ConcernLevel.Critical : ConcernLevel.Normal);
        var view = plot.View("p");
        Assert.Equal((4, 900.0), (view.Pixels.Count, view.PixelSeconds));
        Assert.Equal((99.0, "critical", 900L), (view.Pixels[1].Max, view.Pixels[1].Level, view.Pixels[1].Count));
        Assert.All(view.Pixels.Where(p => p.Pixel != 1), p => Assert.True(p.Max <= 1 && p.Level is null));
        Assert.Equal((3600L, 99.0), (view.Statistics.Count, view.Statistics.Max));
    }

    [Fact]
    public void What_is_no_number_is_counted_apart_and_late_packets_stand_where_they_belong()
    {
        var plot = new Plot(new(_noon, _noon.AddSeconds(10)), 10);
        plot.Add(_noon.AddSeconds(5.5), Value.Of(2UL), ConcernLevel.Normal);
        plot.Add(_noon.AddSeconds(5.1), Value.Of(1UL), ConcernLevel.Normal);
        plot.Add(_noon.AddSeconds(7), Value.Of("SAFE"), ConcernLevel.Normal);
        plot.Add(_noon.AddSeconds(8), Value.Of(double.NaN), ConcernLevel.Normal);
        var view = plot.View("p");
        var pixel = Assert.Single(view.Pixels);
        Assert.Equal((5, 1.0, 2.0, 1.5), (pixel.Pixel, pixel.First, pixel.Last, pixel.Mean));
        Assert.Equal((2L, 2L), (view.Statistics.Count, view.Statistics.Others));
        Assert.Equal(Math.Sqrt(0.5), view.Statistics.Deviation!.Value, 12);
    }

    [Fact]
    public void A_segment_is_a_Parquet_file_that_gives_its_packets_back()
    {
        KeptPacket[] packets = [.. Enumerable.Range(0, 500).Select(i => new KeptPacket(_noon.AddTicks(i * 7), _noon.AddSeconds(i), new byte[] { (byte)i, 2, 3 }))];
        using var stream = SegmentFile.Write(new("probe", "dev", "downlink"), DatabaseKey.Of(Digest.Of("x"), XtceSettings.Default), packets);
        var read = SegmentFile.Read(stream);
        Assert.Equal(packets.Select(p => (p.At, p.Received, Convert.ToHexString(p.Octets.Span))), read.Select(p => (p.At, p.Received, Convert.ToHexString(p.Octets.Span))));
        Assert.Equal("probe/dev/downlink", Parquet.ParquetReader.Open(stream).Notes["channel"]);
    }

    [Fact]
    public void The_settings_of_a_database_come_back_as_they_were()
    {
        var settings = new XtceSettings { RootContainer = "r", Numbers = NumberPolicy.AsWritten, LeapSeconds = LeapSecondPolicy.Posix, CalibratedIntegers = CalibratedIntegerPolicy.Round, LeadingSizes = LeadingSizeUnit.Bits };
        Assert.Equal(settings, DatabaseKey.Of(Digest.Of("x"), settings).Read());
    }
}
