using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gantry.Safe;

namespace Gantry.Eof.Tests;

public class SafeReaderTests
{
    private const string Product =
        """
        <xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" xmlns:safe="http://www.esa.int/safe/sentinel-1.0" xmlns:gml="http://www.opengis.net/gml" xmlns:s1="http://www.esa.int/safe/sentinel-1.0/sentinel-1">
          <metadataSection>
            <metadataObject ID="processing"><metadataWrap><xmlData>
              <safe:processing name="SLC Post Processing" start="2026-01-01T08:00:00" stop="2026-01-01T08:10:00">
                <safe:facility country="France" name="Production Service-SERCO" site="Production Service-SERCO"><safe:software name="Sentinel-1 IPF" version="003.71"/></safe:facility>
                <safe:resource name="input"><safe:processing name="old" start="2025-01-01T08:00:00"><safe:facility site="Elsewhere"/></safe:processing></safe:resource>
              </safe:processing></xmlData></metadataWrap></metadataObject>
            <metadataObject ID="platform"><safe:platform><safe:familyName>SENTINEL-1</safe:familyName><safe:number>A</safe:number>
              <safe:instrument><safe:familyName abbreviation="SAR">Synthetic Aperture Radar</safe:familyName><safe:extension><s1:instrumentMode><s1:mode>IW</s1:mode></s1:instrumentMode></safe:extension></safe:instrument></safe:platform></metadataObject>
            <metadataObject ID="orbit"><safe:orbitReference><safe:orbitNumber type="start">57512</safe:orbitNumber><safe:relativeOrbitNumber type="start">110</safe:relativeOrbitNumber><safe:cycleNumber>313</safe:cycleNumber>
              <safe:extension><s1:orbitProperties><s1:pass>DESCENDING</s1:pass></s1:orbitProperties></safe:extension></safe:orbitReference></metadataObject>
            <metadataObject ID="period"><safe:acquisitionPeriod><safe:startTime>2026-01-01T05:00:00.123456</safe:startTime><safe:stopTime>2026-01-01T05:00:27.5</safe:stopTime></safe:acquisitionPeriod></metadataObject>
            <metadataObject ID="frame"><safe:frameSet><safe:frame><safe:footPrint><gml:coordinates>50.1,8.2 50.5,12.0 48.0,12.3 47.6,8.7</gml:coordinates></safe:footPrint></safe:frame></safe:frameSet></metadataObject>
            <metadataObject ID="general"><s1:standAloneProductInformation><s1:productType>SLC</s1:productType><s1:transmitterReceiverPolarisation>VV</s1:transmitterReceiverPolarisation><s1:transmitterReceiverPolarisation>VH</s1:transmitterReceiverPolarisation></s1:standAloneProductInformation></metadataObject>
          </metadataSection>
        </xfdu:XFDU>
        """;

    private static SafeManifest? Read(string xml, out string problem) => SafeReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), out problem);

    [Fact]
    public void Reads_what_made_it_what_it_shows_and_when()
    {
        var manifest = Read(Product, out _)!;
        Assert.Equal(("SENTINEL-1", "A", "SAR", "IW", "SLC", "VV&VH"),
            (manifest.Family, manifest.Unit, manifest.Instrument, manifest.Mode, manifest.ProductType, manifest.Polarisations));
        Assert.Equal((57512L, 110L, 313L, "DESCENDING"), (manifest.Orbit, manifest.RelativeOrbit, manifest.Cycle, manifest.Pass));
        Assert.Equal(("Production Service-SERCO", "Sentinel-1 IPF", "003.71"), (manifest.Centre, manifest.Processor, manifest.ProcessorVersion));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 8, 10, 0, TimeSpan.Zero), manifest.ProcessedAt);
        // Longitude first, and closed.
        Assert.Equal([(8.2, 50.1), (12.0, 50.5), (12.3, 48.0), (8.7, 47.6), (8.2, 50.1)], manifest.Footprint);
    }

    [Fact]
    public void A_footprint_that_is_none_is_left_out() =>
        Assert.Empty(Read(Product.Replace("50.1,8.2", "50.1,800.2", StringComparison.Ordinal), out _)!.Footprint);

    [Theory]
    [InlineData("<a/>", "XFDU")]
    [InlineData("<XFDU>", "cannot be read")]
    [InlineData("<!DOCTYPE XFDU [<!ENTITY a \"b\">]><XFDU>&a;</XFDU>", "DTD")]
    public void Says_why_it_is_none(string xml, string said)
    {
        Assert.Null(Read(xml, out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_grown_by_depth_or_number()
    {
        Assert.Null(Read("<XFDU>" + string.Concat(Enumerable.Repeat("<a>", 5000)), out var deep));
        Assert.Contains("deep", deep, StringComparison.Ordinal);
        Assert.Null(Read("<XFDU>" + string.Concat(Enumerable.Repeat("<a/>", 30_000)) + "</XFDU>", out var many));
        Assert.Contains("elements", many, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_throws_whatever_the_bytes() => Prop.ForAll<byte[], int, byte>((noise, at, letter) =>
    {
        SafeReader.Read(new MemoryStream(noise), out _);
        var damaged = Encoding.UTF8.GetBytes(Product);
        damaged[(int)((uint)at % damaged.Length)] = letter;
        SafeReader.Read(new MemoryStream(damaged), out _);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
