using System.Globalization;
using Neo.Cli;
using Neo.Tables;

namespace Neo.Tests.Cli;

/// <summary>The whole night as a pipeline runs it: each tool by its command line, from files to files.</summary>
public sealed class NightTests : IDisposable
{
    private const string Truth = """
        object,provID,epoch,q,e,i,node,peri,tp,H,class
        2026 UA31,2026 UA31,61360,1.120807279,0.483801192,7.598563,222.876843,272.627873,61429.826689,17.75,Amor
        2026 VH9,2026 VH9,61360,0.741192885,0.186813613,2.307996,61.913223,160.730068,61496.201256,18.80,Aten
        P21xWk7,,61360,0.879972657,0.613037984,0.847462,267.066308,224.040820,61424.774582,22.60,Apollo

        """;

    private const string Stations = "F51 203.744090.936241+0.351543Pan-STARRS 1, Haleakala\nL51  34.0164 0.71169 +0.70028 MARGO, Nauchnij\nW84 289.193580.865572-0.499793Cerro Tololo-DECam\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("neo-night-").FullName;

    public NightTests()
    {
        File.WriteAllText(At("truth.csv"), Truth);
        File.WriteAllText(At("stations.txt"), Stations);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private (int Code, string Output, string Errors) Run(string line)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var words = line.Split(' ').Select(w => w.StartsWith('@') ? At(w[1..]) : w).ToList();
        return (CommandLine.Run(words, new(output, errors)), output.ToString(), errors.ToString());
    }

    private string Good(string line)
    {
        var (code, output, errors) = Run(line);
        Assert.True(code == 0, $"neo {line} ended with {code}: {errors}");
        Assert.All(output.Split('\n').Where(l => l.StartsWith("progress", StringComparison.Ordinal)), l => Assert.Matches("^progress [01][.][0-9]{2} .+$", l));
        return output;
    }

    private Table Read(string name) => Csv.Read(File.ReadAllText(At(name)), name).TryGet(out var table, out var refusal) ? table : throw new InvalidOperationException(refusal.Message);

    [Fact]
    public void From_astrometry_to_lists_and_plots()
    {
        Good("night --orbits @truth.csv --stations @stations.txt --date 2026-11-21 --nights 4 --bad 15 --duplicates 5 --out @in");
        Good("parse @in/night20261121_F51.obs @in/night20261121_L51.psv @in/night20261121_W84.ades.xml --observations @observations.csv --refused @refused.csv --summary @summary.json");
        // Every bad line is found out, every repetition is, and nothing else.
        Assert.Equal(20, Read("refused.csv").Rows.Count);
        Assert.Equal(5, Read("refused.csv").Rows.Count(r => r["code"] == "obs.duplicate"));
        Assert.All(Read("refused.csv").Rows, r => Assert.True(r["raw"].Length > 0 && r["reason"].Length > 0 && int.Parse(r["line"], CultureInfo.InvariantCulture) > 0));

        Good("orbits --observations @observations.csv --stations @stations.txt --out @orbits.csv --residuals @residuals.csv --oef @oef");
        Assert.Equal(["2026 UA31", "2026 VH9", "P21xWk7"], Read("orbits.csv").Rows.Select(r => r["object"]));
        Assert.Equal(Read("observations.csv").Rows.Count, Read("residuals.csv").Rows.Count);
        Assert.True(File.Exists(At("oef/2026VH9.ke0")) && File.Exists(At("oef/2026VH9.eq0")));
        Good("check-layout @oef/2026VH9.ke0 --kind oef");

        Good("moid --orbits @orbits.csv --out @moids.csv");
        Assert.Equal("T", Read("moids.csv").Rows.Single(r => r["object"] == "2026 VH9")["pha"]);
        Good("approaches --orbits @orbits.csv --from 2026-11-22 --days 60 --within 0.1 --out @approaches.csv --list @upcoming.txt");
        Assert.Equal(["P21xWk7", "2026 VH9"], Read("approaches.csv").Rows.Select(r => r["object"]));
        Good("check-layout @upcoming.txt --kind approaches-2021");
        var (code, _, errors) = Run("check-layout @upcoming.txt --kind approaches --report @drift.txt");
        Assert.Equal(65, code);
        Assert.Contains("column 11 is gone", errors, StringComparison.Ordinal);
        Assert.Contains("column 11 is gone", File.ReadAllText(At("drift.txt")), StringComparison.Ordinal);

        Good("impacts --orbits @orbits.csv --from 2026-11-22 --samples 40 --out @impacts.csv");
        Assert.Equal("P21xWk7", Assert.Single(Read("impacts.csv").Rows)["object"]);
        Good("risk --impacts @impacts.csv --palermo old --computed 2026-11-22 --out @old.txt --csv @old.csv");
        Good("risk --impacts @impacts.csv --palermo new --computed 2026-11-22 --out @new.txt --csv @new.csv");
        Assert.True(Cell("old.csv", "ps_max") < Cell("new.csv", "ps_max"));
        Good("check-layout @new.txt --kind risk-list");

        Good("priority --orbits @orbits.csv --date 2026-11-22 --out @priority.csv --list @priority.txt");
        Assert.Equal("P21xWk7", Read("priority.csv").Rows[0]["object"]);
        Good("plot orbits --orbits @orbits.csv --date 2026-11-22 --out @orbits.svg");
        Good("plot sky --orbits @orbits.csv --date 2026-11-22 --out @sky.svg");
        Assert.All(["orbits.svg", "sky.svg"], svg => Assert.Contains("P21xWk7", System.Xml.Linq.XDocument.Load(At(svg)).ToString(), StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_same_night_twice_is_the_same_bytes()
    {
        foreach (var folder in (string[])["a", "b"])
            Good($"night --orbits @truth.csv --stations @stations.txt --date 2026-11-21 --nights 2 --seed 7 --out @{folder}");
        foreach (var file in Directory.EnumerateFiles(At("a")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(At("b/" + Path.GetFileName(file))));
    }

    [Fact]
    public void A_wrong_clock_shows_in_the_residuals_of_its_station()
    {
        Good("night --orbits @truth.csv --stations @stations.txt --date 2026-11-21 --nights 4 --wrong-clock W84=300 --out @in");
        Good("parse @in/night20261121_F51.obs @in/night20261121_L51.psv @in/night20261121_W84.ades.xml --observations @observations.csv --refused @refused.csv");
        Good("orbits --observations @observations.csv --stations @stations.txt --out @orbits.csv --residuals @residuals.csv");
        var worst = Read("residuals.csv").Rows.Where(r => r["chi"].Length > 0).GroupBy(r => r["stn"])
            .MaxBy(g => g.Average(r => double.Parse(r["chi"], CultureInfo.InvariantCulture)));
        Assert.Equal("W84", worst!.Key);
    }

    [Fact]
    public void A_published_risk_list_is_rated_anew()
    {
        File.WriteAllText(At("list.txt"), $"Last Update: x\n\n\n{Neo.Neocc.Layout.RiskList.Mask}\n2021QM1                    |   50 |    *    | 2052-04-02 01:36 |  2.98E-4 |  -2.72 |  0 |   23.72  | 2050-2054 |  2.98E-4 |  -2.72 |\n");
        Good("risk --risk-list @list.txt --palermo old --computed 2021-10-04 --out @old.txt --csv @old.csv");
        Assert.Equal(-2.72, Cell("old.csv", "ps_max"), 0.1);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("--help", 0)]
    [InlineData("orbit", 2)]
    [InlineData("moid", 2)]
    [InlineData("moid --orbits @none.csv --out @x", 2)]
    [InlineData("moid --orbits @truth.csv --orbits @truth.csv --out @x", 2)]
    [InlineData("moid --orbits @truth.csv --out @x --fast", 2)]
    [InlineData("moid --orbits @truth.csv --out @x --planet Pluto", 2)]
    [InlineData("moid --orbits @stations.txt --out @x", 65)]
    [InlineData("approaches --orbits @truth.csv --from yesterday --out @x", 2)]
    [InlineData("approaches --orbits @truth.csv --from 2026-11-22 --days -1 --out @x", 2)]
    [InlineData("plot stars --orbits @truth.csv --date 2026-11-22 --out @x", 2)]
    [InlineData("risk --palermo new --computed 2026-11-22 --out @x", 2)]
    [InlineData("parse --observations @o --refused @r", 2)]
    [InlineData("parse @truth.csv --observations @o --refused @r", 65)]
    [InlineData("night --orbits @truth.csv --stations @truth.csv --date 2026-11-21 --out @x", 65)]
    [InlineData("moid --orbits @truth.csv --out /proc/none/x", 1)]
    public void Each_end_has_its_code(string line, int code)
    {
        var result = Run(line);
        Assert.True(code == result.Code, $"{result.Code}: {result.Errors}");
        Assert.True(code == 0 || result.Errors.Length > 0 || line.Length == 0);
    }

    [Fact]
    public void Every_tool_tells_its_options_and_shows_an_example()
    {
        foreach (var command in CommandLine.Commands)
        {
            var help = Good($"{command.Name} --help");
            Assert.Contains("Example:\n  neo " + command.Name, help, StringComparison.Ordinal);
            Assert.All(command.Options, o => Assert.Contains("--" + o.Name, help, StringComparison.Ordinal));
        }
    }

    private double Cell(string name, string column) => double.Parse(Assert.Single(Read(name).Rows)[column], CultureInfo.InvariantCulture);
}
