using FsCheck;
using FsCheck.Fluent;
using Neo.Neocc;
using Neo.Orbits;

namespace Neo.Tests.Neocc;

public class OefTests
{
    private const string Header = "format  = 'OEF2.0'       ! file format\nrectype = 'ML'           ! record type (1L/ML)\nrefsys  = ECLM J2000     ! default reference system\nEND_OF_HEADER\n";

    private static OefOrbit Some(int dimension)
    {
        var covariance = new double[dimension, dimension];
        for (var i = 0; i < dimension; i++)
        {
            for (var j = 0; j < dimension; j++)
                covariance[i, j] = i == j ? (i + 1) * 1e-12 : 1e-14 * (i + j);
        }
        return new("898001", ElementSet.Keplerian, [1.4580632452014517, 0.222785069264007, 10.829197423797, 304.39023416904, 178.657316225135, 183.884026368892], 53699.53784344,
            10.844, 0.46, [dimension > 6 ? 1 : 0, dimension - 6, dimension], dimension > 6 ? [0, -2.9e-4] : [], new Dictionary<string, string> { ["MOID"] = "1.4E-01", ["ORB_TYPE"] = "Amor" }, covariance);
    }

    private static OefOrbit Read(string text) => OefReader.Read(text, "x").TryGet(out var orbits, out var refusal) ? Assert.Single(orbits) : throw new InvalidOperationException(refusal.Message);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Covariances_of_every_dimension_read_back_as_they_were_written(int dimension)
    {
        var orbit = Some(dimension);
        var again = Read(OefWriter.Write(orbit));
        Assert.Equal(orbit.Elements, again.Elements);
        Assert.Equal(orbit.Covariance!.Cast<double>(), again.Covariance!.Cast<double>());
        Assert.Equal(orbit.Remarks, again.Remarks);
        Assert.Equal((orbit.Name, orbit.Set, orbit.Epoch, orbit.H, orbit.G), (again.Name, again.Set, again.Epoch, again.H, again.G));
        Assert.Equal(orbit.Model, again.Model);
        Assert.Equal(orbit.NonGravitational, again.NonGravitational);
    }

    [Theory]
    [InlineData(ElementSet.Keplerian)]
    [InlineData(ElementSet.Equinoctial)]
    public void An_orbit_goes_through_a_file_with_its_covariance(ElementSet set)
    {
        var covariance = new double[6, 6];
        for (var i = 0; i < 6; i++)
            covariance[i, i] = i < 3 ? 1e-14 : 1e-18;
        var orbit = new Orbit("2026 WA2", SomeOrbits.Epoch, SomeOrbits.Near.ToState()) { H = 20.125, Covariance = covariance };
        var again = Read(OefWriter.Write(OefOrbit.Of(orbit, set, 0.03))).ToOrbit();
        Assert.InRange((again.State.Position - orbit.State.Position).Length, 0, 1e-13);
        for (var i = 0; i < 6; i++)
            Assert.Equal(1, again.Covariance![i, i] / covariance[i, i], 2);
    }

    // The published file of Eros says its elements both ways, at two epochs; here the equinoctial ones in numbers.
    [Fact]
    public void Equinoctial_elements_are_those_of_the_same_ellipse()
    {
        var orbit = Read(Header + "433\n EQU   1.4580835432521406E+00   0.186731548622843  -0.121477866041295   -0.078216343748682    0.053535288884293  356.226834917799\n MJD     53787.596517922 TDT\n MAG  10.853  0.460\n");
        var elements = orbit.ToOrbit().Elements;
        Assert.Equal(1.4580835432521406, elements.A, 12);
        Assert.Equal(SomeOrbits.Eros.E, elements.E, 4);
        Assert.Equal(SomeOrbits.Eros.Inclination, elements.Inclination, 4);
        Assert.Equal(SomeOrbits.Eros.Node, elements.Node, 4);
    }

    [Fact]
    public void One_line_for_each_orbit_is_read_too()
    {
        var text = Header.Replace("'ML'", "'1L'", StringComparison.Ordinal) + "! Name, Epoch(MJD), a, e, i, long. node, arg. peric., mean anomaly, absolute magnitude, slope param.\n'433' 61000.000000 1.458 2.2278E-01 10.829 304.39 178.65 183.88 10.84 0.46 0\n'2026WA2' 61000.0 1.2 0.3 5 1 2 3 20.1 0.15 0\n";
        Assert.True(OefReader.Read(text, "x").TryGet(out var orbits, out var refusal), refusal?.Message);
        Assert.Equal(["433", "2026WA2"], orbits.Select(o => o.Name));
        Assert.Equal((61000, 10.84, 0.46), (orbits[0].Epoch, orbits[0].H, orbits[0].G));
    }

    [Theory]
    [InlineData("", "neocc.empty")]
    [InlineData("'No ephemerides file'", "neocc.no_data")]
    [InlineData("<html>", "neocc.web_page")]
    [InlineData("format = 'OEF1.0'\nEND_OF_HEADER\n", "neocc.oef")]
    [InlineData("format = 'OEF2.0'\nrefsys = EQUM J2000\nEND_OF_HEADER\n", "neocc.oef")]
    [InlineData("format = 'OEF2.0'\nEND_OF_HEADER\n KEP 1 2 3 4 5 6\n", "neocc.oef")]
    [InlineData("format = 'OEF2.0'\nEND_OF_HEADER\nX\n KEP 1 0.2 3 4 5\n", "neocc.oef")]
    [InlineData("format = 'OEF2.0'\nEND_OF_HEADER\nX\n KEP 1 0.2 3 4 5 6\n", "neocc.oef")]
    [InlineData("format = 'OEF2.0'\nEND_OF_HEADER\nX\n KEP 1 0.2 3 4 5 6\n MJD 61000 TDT\n COV 1 2 3\n", "neocc.oef")]
    public void What_is_no_orbit_file_is_refused(string text, string code)
    {
        Assert.False(OefReader.Read(text, "x").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void Torn_files_are_answered()
    {
        var whole = OefWriter.Write(Some(7));
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var text = whole.ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--)
                text[random.Next(text.Length)] = "!'=KC0E+-. \n\0é"[random.Next(14)];
            return OefReader.Read(new(text, 0, random.Next(text.Length)), "x").TryGet(out _, out var refusal) || refusal.Message.Length > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }
}
