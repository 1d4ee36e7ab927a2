using FsCheck;
using FsCheck.Fluent;
using Neo.CloseApproaches;
using Neo.Neocc;
using Neo.Risk;

namespace Neo.Tests.Neocc;

public class LayoutTests
{
    private const string RiskList = """
        Last Update: 2026-11-22 00:00 UTC
                    Object         |    Diameter    |             VI Max                                   |          VIs                  |
         Num/des.       Name       |   m  |   *=Y   |      Date/Time   |  IP max  | PS max |TS  | Vel km/s | Years     | IP cum   | PS cum |
        AAAAAAAAA AAAAAAAAAAAAAAAA | NNNN |    A    | YYYY-MM-DD HH:MM | EEEEEEEE | NNN.NN | NN |  NNN.NN  | YYYY-YYYY | EEEEEEEE | NNN.NN |
        2031AB1                    |   50 |    *    | 2052-04-02 01:36 |  2.98E-4 |  -2.72 |  0 |   23.72  | 2050-2054 |  2.98E-4 |  -2.72 |
        898001             2019CD4 |  1.2 |         | 2097-05-21 03:05 | 1.26E-11 | -13.71 |    |   11.42  | 2097-2097 | 1.26E-11 | -13.71 |
        """;

    private static RiskRow[] Read(string text) =>
        RiskListFile.Read(text, "risk_list.txt").TryGet(out var rows, out var refusal) ? [.. rows] : throw new InvalidOperationException(refusal.Message);

    [Fact]
    public void A_risk_list_is_read()
    {
        var rows = Read(RiskList);
        Assert.Equal(["2031AB1", "898001"], rows.Select(r => r.Object));
        Assert.Equal((50, true, 2.98e-4, -2.72, 0, 23.72, 2050, 2054), (rows[0].DiameterMetres, rows[0].IsDiameterEstimated, rows[0].Probability, rows[0].Palermo, rows[0].Torino, rows[0].SpeedKmS, rows[0].FirstYear, rows[0].LastYear));
        Assert.Equal(("2019CD4", null, 1.2), (rows[1].Designation, rows[1].Torino, rows[1].DiameterMetres));
    }

    [Fact]
    public void A_risk_list_reads_back_as_it_was_written()
    {
        var rows = Read(RiskList);
        Assert.Equal(rows, Read(RiskListFile.Write(rows, new(61366, 0))));
        var lines = (RiskListFile.Write(rows, new(61366, 0)), RiskList);
        Assert.Equal(lines.RiskList.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()), lines.Item1.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd()));
    }

    [Fact]
    public void A_new_column_is_a_refusal_that_shows_it()
    {
        var drifted = RiskList.Replace("| EEEEEEEE | NNN.NN | NN |", "| EEEEEEEE | DDD.DDD | NNN.NN | NN |", StringComparison.Ordinal);
        Assert.False(RiskListFile.Read(drifted, "risk_list.txt").TryGet(out _, out var refusal));
        Assert.Equal("neocc.drift", refusal.Code);
        Assert.Contains("new column 6: 'DDD.DDD'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("known: AAAA", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("found: AAAA", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("^", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_gone_and_one_that_changed_are_named()
    {
        var drift = LayoutDrift.Between(Layout.RiskList, Layout.RiskList.Mask.Replace(" NN |", " NNN |", StringComparison.Ordinal).Replace(" YYYY-YYYY |", "", StringComparison.Ordinal));
        Assert.Equal(["column 7 was 'NN' and is 'NNN'", "column 9 is gone: 'YYYY-YYYY'"], drift!.Differences);
        Assert.Null(LayoutDrift.Between(Layout.RiskList, Layout.RiskList.Mask + "  "));
    }

    [Fact]
    public void Last_years_list_of_approaches_is_a_drift_of_this_years()
    {
        var drift = LayoutDrift.Between(Layout.Approaches, Layout.OlderApproaches.Mask);
        Assert.Equal("column 11 is gone: 'DDD.DDD'", Assert.Single(drift!.Differences));
        Assert.Equal("new column 11: 'DDD.DDD'", Assert.Single(LayoutDrift.Between(Layout.OlderApproaches, Layout.Approaches.Mask)!.Differences));
    }

    [Theory]
    [InlineData("", "neocc.empty")]
    [InlineData("\n \n", "neocc.empty")]
    [InlineData("<!DOCTYPE html><title>503</title>", "neocc.web_page")]
    [InlineData("'No risk list file'", "neocc.no_data")]
    [InlineData("a\nb\nc\nd\ne\n", "neocc.no_mask")]
    public void Empty_unknown_and_failed_are_kept_apart(string text, string code)
    {
        Assert.False(RiskListFile.Read(text, "x").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void A_table_of_dashes_is_an_empty_list()
    {
        var text = string.Join('\n', RiskList.Split('\n').Take(4)) + "\n---------- | ---- | - | ---- | ---- | --- | - | ---- | --- | ---- | --- |\n";
        Assert.Empty(Read(text));
    }

    [Fact]
    public void A_cell_that_cannot_be_read_is_named_with_its_line()
    {
        Assert.False(RiskListFile.Read(RiskList.Replace("23.72", "23,72", StringComparison.Ordinal), "x").TryGet(out _, out var refusal));
        Assert.Contains("line 5: '23,72' cannot be read as a speed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_approaches_reads_back()
    {
        var approach = new CloseApproach("2026 WA2", 24.6, new(61388.5, new(0.03, 0.04, 0), new(0, 0, 0.006)), null, null);
        var text = ApproachListFile.Write([approach], new(61366, 0));
        Assert.True(ApproachListFile.Read(text, "x", Layout.OlderApproaches).TryGet(out var rows, out var refusal), refusal?.Message);
        Assert.Equal(("2026WA2", new DateOnly(2026, 12, 14), 0.05, 24.6), (rows[0].Object, rows[0].Date, rows[0].Au, rows[0].H));
        Assert.Equal(10.4, rows[0].SpeedKmS, 1);
        Assert.False(ApproachListFile.Read(text, "x").TryGet(out _, out refusal));
        Assert.Equal("neocc.drift", refusal!.Code);
    }

    [Theory]
    [InlineData("2021QM1", 2021, 8, 23)]
    [InlineData("1979 XB", 1979, 12, 8)]
    public void A_designation_says_when_it_was_given(string designation, int year, int month, int day)
    {
        Assert.True(HalfMonth.TryRead(designation, out var mjd));
        Assert.Equal(Neo.Time.JulianDays.ToMjd(new(year, month, day)), mjd);
    }

    [Fact]
    public void Torn_lists_are_answered() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var text = RiskList.ToCharArray();
        for (var i = random.Next(1, 10); i > 0; i--)
            text[random.Next(text.Length)] = "|-AN0 .\n\0é"[random.Next(10)];
        return RiskListFile.Read(new(text, 0, random.Next(text.Length)), "x").TryGet(out _, out var refusal) || refusal.Message.Length > 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
