using FsCheck;
using FsCheck.Fluent;
using Neo.Astrometry;

namespace Neo.Tests.Astrometry;

public class Obs80Tests
{
    private const string Good = "     K20Q04A* C2020 08 18.33489021 33 58.060+12 13 25.77         22.58wU~44BVF51";

    private static readonly string[] _pair =
    [
        "00433         S2014 09 24.24805 18 20 14.56 -22 14 57.0          16   RL     C51",
        "00433         s2014 09 24.24805 1 + 1140.0439 - 6277.1701 - 2592.2990        C51",
    ];

    [Fact]
    public void A_record_whose_fields_touch_is_read_with_its_precision()
    {
        Assert.True(Obs80Reader.ReadRecord(Good, obsId: "x:1").TryGet(out var o, out _));
        Assert.Equal("2020 QA4", o.Name.Id);
        Assert.Equal("2020-08-18T08:02:14.496Z", o.Time.ToString());
        Assert.Equal((21 + (33 + 58.060 / 60) / 60) * 15, o.Ra, 10);
        Assert.Equal(12 + (13 + 25.77 / 60) / 60, o.Dec, 10);
        Assert.Equal((1, 0.001, 0.01), (o.PrecTime, Math.Round(o.PrecRa!.Value, 6), Math.Round(o.PrecDec!.Value, 6)));
        Assert.Equal(("22.58", "w", "Gaia1", "~44BV", "F51", true), (o.Magnitude, o.Band, o.Catalogue, o.Reference, o.Station, o.IsDiscovery));
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("00085         C2023 03 05.99841 09 14 47.01 +01 24 38.9          12.4 GV     J38")]
    [InlineData("     K20Q04A KC2020 08 19.21988321 33 06.41 +11 58 10.3          22.2 Vu~44BVH21")]
    [InlineData("00433         A1893 10 29.4132  01 15.0     -00 00                           802")]
    [InlineData("00433         A1893 10 29.41    23 59 59.9  -00 00 00.5           9   Vq     802")]
    [InlineData("     P21xWk7  C2026 11 21.5     00 00 00.00 +89 59 59.9                      F51")]
    public void What_is_read_is_written_as_it_was(string line)
    {
        Assert.Equal(80, line.Length);
        Assert.True(Obs80Reader.ReadRecord(line).TryGet(out var o, out var refusal), refusal?.Message);
        Assert.Equal(line, Obs80Writer.Write(o));
    }

    [Fact]
    public void A_satellites_two_lines_are_one_record_even_on_one_line()
    {
        var two = Obs80Reader.Read(_pair, "x");
        var one = Obs80Reader.Read([_pair[0] + _pair[1]], "x");
        Assert.Empty(two.Refused);
        Assert.Equal(new Location("ICRF_KM", "1140.0439", "-6277.1701", "-2592.2990"), Assert.Single(two.Observations).Location);
        Assert.Equal(two.Observations[0] with { ObsId = "" }, Assert.Single(one.Observations) with { ObsId = "" });
        Assert.Equal(string.Join('\n', _pair), Obs80Writer.Write(two.Observations[0]));
    }

    [Fact]
    public void A_wandering_observers_place_is_read()
    {
        var harvest = Obs80Reader.Read(
        [
            "     K20Q04A  V2020 08 18.33489021 33 58.060+12 13 25.77         22.58wU     247",
            "     K20Q04A  v2020 08 18.3348901 154.123456 -12.345678   120                247",
        ], "x");
        Assert.Equal(new Location("WGS84", "154.123456", "-12.345678", "120"), Assert.Single(harvest.Observations).Location);
    }

    [Fact]
    public void Half_a_pair_harms_no_neighbour()
    {
        var harvest = Obs80Reader.Read([_pair[0], Good, _pair[1], Good, _pair[0]], "x");
        Assert.Equal(2, harvest.Observations.Count);
        Assert.Equal([("obs80.unpaired", 1), ("obs80.unpaired", 3), ("obs80.unpaired", 5)], harvest.Refused.Select(r => (r.Code, r.Line)));
    }

    public static TheoryData<string, string> BadLines => new()
    {
        { "obs80.length", Good[..57] },
        { "obs80.length", Good + "F51" },
        { "obs80.not_plain", Good.Replace("08 18", "08\t18", StringComparison.Ordinal) },
        { "obs80.date", Good.Replace("2020 08", "2020 13", StringComparison.Ordinal) },
        { "obs80.date", Good.Replace("08 18.", "02 30.", StringComparison.Ordinal) },
        { "obs80.ra", Good.Replace("21 33", "25 33", StringComparison.Ordinal) },
        { "obs80.ra", Good.Replace("33 58", "33 60", StringComparison.Ordinal) },
        { "obs80.dec", Good.Replace("+12 13", "+92 13", StringComparison.Ordinal) },
        { "obs80.dec", Good.Replace("+12 13", " 12 13", StringComparison.Ordinal) },
        { "obs80.magnitude", Good.Replace("22.58", "2x.58", StringComparison.Ordinal) },
        { "obs80.station", Good[..77] + " 51" },
        { "obs80.designation", new string(' ', 12) + Good[12..] },
        { "obs80.note2", Good[..14] + "q" + Good[15..] },
        { "obs80.replaced", Good[..14] + "X" + Good[15..] },
        { "obs80.header", "CMT T. Observer" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_bad_line_is_set_aside_as_it_was_with_its_reason(string code, string line)
    {
        var harvest = Obs80Reader.Read(["COD F51", "NUM 2", Good, line, Good], "night.obs");
        Assert.Equal(2, harvest.Observations.Count);
        var refused = Assert.Single(harvest.Refused);
        Assert.Equal((code, 4, line), (refused.Code, refused.Line, refused.Raw));
        Assert.NotEmpty(refused.Reason);
    }

    [Fact]
    public void A_radar_pair_is_one_refused_record()
    {
        var harvest = Obs80Reader.Read([Good[..14] + "R" + Good[15..], Good[..14] + "r" + Good[15..], Good], "x");
        Assert.Equal("obs80.radar", Assert.Single(harvest.Refused).Code);
        Assert.Single(harvest.Observations);
    }

    [Fact]
    public void Slips_of_all_kinds_are_answered()
    {
        var slips = from seed in Gen.Choose(0, int.MaxValue - 1) select Slip(seed);
        Prop.ForAll(slips.ToArbitrary(), lines =>
        {
            var harvest = Obs80Reader.Read(lines, "x");
            // What was taken in can be written and read again as the same.
            return harvest.Observations.All(o => Obs80Writer.Write(o) is not { } text
                || (Obs80Reader.ReadRecord(text.Split('\n')[0], text.Split('\n').ElementAtOrDefault(1), o.ObsId).TryGet(out var again, out _) && Obs80Writer.Write(again) == text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static string[] Slip(int seed)
    {
        var random = new System.Random(seed);
        return [.. _pair.Append(Good).Append("COD F51").SelectMany(line =>
        {
            var text = line;
            for (var slips = random.Next(3); slips > 0; slips--)
            {
                var at = random.Next(text.Length);
                text = random.Next(4) switch
                {
                    0 => text.Remove(at, 1).Insert(at, "\t é0-9.+ S"[random.Next(10)].ToString()),
                    1 => text.Insert(at, text[..random.Next(text.Length)]),
                    2 => text[..at],
                    _ => text,
                };
                if (text.Length == 0)
                    break;
            }
            return random.Next(6) == 0 ? [text, text] : new[] { text };
        })];
    }
}
