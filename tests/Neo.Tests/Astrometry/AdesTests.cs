using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Neo.Astrometry;
using Neo.Astrometry.Ades;

namespace Neo.Tests.Astrometry;

public class AdesTests
{
    private const string Psv = """
        # version=2022
        # observatory
        ! mpcCode J95
        # telescope
        ! design Schmidt-Cassegrain
        ! aperture 0.41
        permID |provID     |trkSub  |mode|stn |obsTime                 |ra       |dec      |rmsRA|rmsDec|astCat|mag |band
               |2023 MQ5   |        | CCD|J95 |2023-07-06T00:17:43.77Z |273.13141|+40.61177|0.11 |0.12  |Gaia2 |20.2|G
               |2023 MQ5   |        | CCD|J95 |2016-12-31T23:59:60.50Z |273.15447|-00.00012|0.14 |0.14  |Gaia2 |    |
        # observatory
        ! mpcCode F51
        permID |mode|stn |obsTime                 |raStar   |decStar
            319| OCC|F51 |2010-10-22T12:22:12.59Z | 36.44323|  5.96453
        trkSub |mode|stn |obsTime                 |ra       |dec
        P21xWk7| CCD|F51 |2026-11-21T12:22:12.59Z | 36.44323|  5.96453

        """;

    private static AdesReading Read(string psv)
    {
        Assert.True(AdesPsv.Read(psv.Split('\n'), "some.psv").TryGet(out var reading, out var refusal), refusal?.Message);
        return reading;
    }

    [Fact]
    public void Blocks_with_their_own_keywords_are_read()
    {
        var reading = Read(Psv);
        Assert.Empty(reading.Refused);
        Assert.Equal([2, 2], reading.Document.Blocks.Select(b => b.Records.Count));
        var harvest = AdesObservations.ToObservations(reading, "some.psv");
        Assert.Equal(["2023 MQ5", "2023 MQ5", "P21xWk7"], harvest.Observations.Select(o => o.Name.Id));
        Assert.Equal("ades.kind", Assert.Single(harvest.Refused).Code);
        Assert.Equal("2016-12-31T23:59:60.50Z", harvest.Observations[1].Time.ToString(2));
    }

    [Fact]
    public void Both_forms_hold_the_same()
    {
        var document = Read(Psv).Document;
        using var stream = new MemoryStream();
        AdesXml.Write(document, stream);
        Assert.True(AdesXml.Read(new MemoryStream(stream.ToArray())).TryGet(out var fromXml, out _));
        Assert.Equal(AdesPsv.Write(document), AdesPsv.Write(fromXml.Document));
        Assert.Equal(AdesPsv.Write(document), AdesPsv.Write(Read(AdesPsv.Write(document)).Document));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("iso-8859-1")]
    public void The_declared_encoding_is_believed(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = $"<?xml version='1.0' encoding='{name}'?><ades version='2022'><obsBlock><obsContext><submitter><name>é</name></submitter></obsContext><obsData/></obsBlock></ades>";
        Assert.True(AdesXml.Read(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)])).TryGet(out var reading, out var refusal), refusal?.Message);
        Assert.Equal("é", reading.Document.Blocks[0].Context[0].Lines[0].Value);
    }

    [Fact]
    public void A_foreign_document_type_is_refused()
    {
        var bomb = "<!DOCTYPE ades [<!ENTITY a \"b\">]><ades version='2022'>&a;</ades>";
        Assert.False(AdesXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(bomb))).TryGet(out _, out var refusal));
        Assert.Equal("ades.not_ades", refusal.Code);
    }

    [Theory]
    [InlineData("     K20Q04A* C2020 08 18.33489021 33 58.060+12 13 25.77         22.58wU~44BVF51")]
    [InlineData("00085         C2023 03 05.99841 09 14 47.01 +01 24 38.9          12.4 GV     J38")]
    [InlineData("     K20Q04A KC2020 08 19.21988321 33 06.41 +11 58 10.3          22.2 Vu~44BVH21")]
    [InlineData("00433         A1893 10 29.4132  01 15.0     -00 00                           802")]
    [InlineData("     P21xWk7  C2026 11 21.5     23 59 59.999+89 59 59.99                     F51")]
    public void Eighty_columns_go_through_ades_and_come_back_to_the_letter(string line)
    {
        Assert.True(Obs80Reader.ReadRecord(line).TryGet(out var observation, out _));
        var block = new AdesBlock([new("observatory", "", [KeyValuePair.Create("mpcCode", observation.Station)])], [AdesObservations.ToRecord(observation)]);
        var psv = AdesPsv.Write(new("2022", [block]));
        var back = Assert.Single(AdesObservations.ToObservations(Read(psv), "x").Observations);
        Assert.Equal(line, Obs80Writer.Write(back));
    }

    [Theory]
    [InlineData("obsTime", "2023-07-06T00:17:43.77", "ades.field")]
    [InlineData("obsTime", "2023-07-06T00:17:60.00Z", "ades.field")]
    [InlineData("ra", "373.1", "ades.field")]
    [InlineData("dec", "+90.1", "ades.field")]
    [InlineData("dec", "NaN", "ades.field")]
    [InlineData("rmsRA", "-1", "ades.field")]
    [InlineData("stn", "", "ades.field")]
    [InlineData("provID", "", "ades.missing")]
    public void A_record_with_a_bad_field_is_set_aside(string field, string value, string code)
    {
        var good = Read(Psv).Document.Blocks[0].Records[0];
        var bad = good with { Fields = [.. good.Fields.Select(f => f.Key == field ? KeyValuePair.Create(field, value) : f)] };
        Assert.True(AdesObservations.ToObservation(good, "x").TryGet(out _, out _));
        Assert.False(AdesObservations.ToObservation(bad, "x").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void Torn_files_are_answered()
    {
        var xml = new MemoryStream();
        AdesXml.Write(Read(Psv).Document, xml);
        byte[][] files = [Encoding.UTF8.GetBytes(Psv), xml.ToArray()];
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var bytes = files[seed % 2].ToArray();
            for (var i = random.Next(1, 8); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            return ObservationFile.Read(bytes, "torn").TryGet(out var harvest, out var refusal)
                ? harvest.Observations.All(o => o.Name.Id.Length > 0 && double.IsFinite(o.Ra)) : refusal.Message.Length > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Theory]
    [InlineData("", "obs.empty")]
    [InlineData("  \n", "obs.empty")]
    [InlineData("<!DOCTYPE html><html>502</html>", "obs.web_page")]
    [InlineData("<html>", "obs.web_page")]
    [InlineData("a,b\n1,2\n", "obs.unknown_format")]
    [InlineData("<kml/>", "ades.not_ades")]
    [InlineData("# telescope\n", "ades.not_ades")]
    public void Other_files_are_told_apart(string text, string code)
    {
        Assert.False(ObservationFile.Read(Encoding.UTF8.GetBytes(text), "x").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void The_table_of_observations_reads_back_as_it_was_written()
    {
        var observations = AdesObservations.ToObservations(Read(Psv), "some, \"odd\".psv").Observations;
        Assert.True(ObservationTable.Read(ObservationTable.Write(observations), "t").TryGet(out var again, out var refusal), refusal?.Message);
        Assert.Equal(observations.Select(o => o with { Time = default }), again.Select(o => o with { Time = default }));
        Assert.All(observations.Zip(again), pair => Assert.Equal(pair.First.Time.Second, pair.Second.Time.Second, 6));
    }

    [Fact]
    public void What_comes_twice_in_two_formats_is_kept_once()
    {
        Assert.True(Obs80Reader.ReadRecord("     K20Q04A  C2020 08 18.33489021 33 58.060+12 13 25.77         22.58wU     F51", obsId: "a.obs:1").TryGet(out var first, out _));
        Assert.True(AdesObservations.ToObservation(AdesObservations.ToRecord(first), "b.psv:9").TryGet(out var second, out _));
        var merged = ObservationFile.Merge([new([first], []), new([second], [])]);
        Assert.Equal("a.obs:1", Assert.Single(merged.Observations).ObsId);
        Assert.Equal(("obs.duplicate", "b.psv", 9), (merged.Refused[0].Code, merged.Refused[0].Source, merged.Refused[0].Line));
    }
}
