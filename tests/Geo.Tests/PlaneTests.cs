namespace Gantry.Geo.Tests;

public class PlaneTests
{
    private static Geometry Read(string wkt) => WktReader.Read(wkt).Geometry!;

    private static (double West, double South, double East, double North) Box(string wkt)
    {
        var plane = Plane.Of(Read(wkt));
        return (plane.West, plane.South, plane.East, plane.North);
    }

    [Fact]
    public void Goes_the_short_way_over_the_antimeridian() =>
        Assert.Equal((170, 10, 190, 20), Box("POLYGON((170 10,-170 10,-170 20,170 20,170 10))"));

    [Fact]
    public void Begins_between_180_west_and_180_east_wherever_the_ring_begins() =>
        Assert.Equal((170, 10, 190, 20), Box("POLYGON((-170 10,-170 20,170 20,170 10,-170 10))"));

    [Fact]
    public void Takes_the_whole_world_for_the_whole_world() =>
        Assert.Equal((-180, -90, 180, 90), Box("POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"));

    [Fact]
    public void Closes_a_ring_around_a_pole_over_the_pole()
    {
        var (west, south, east, north) = Box("POLYGON((0 -60,120 -60,-120 -60,0 -60))");
        Assert.Equal((360, -90, -60), (east - west, south, north));
    }

    [Fact]
    public void Keeps_a_hole_in_its_ring_beyond_the_antimeridian()
    {
        var plane = Plane.Of(Read("POLYGON((170 0,-160 0,-160 30,170 30,170 0),(-175 10,-170 10,-170 20,-175 10))"));
        Assert.All(plane.Edges, e => Assert.InRange(e.X1, 170, 200));
    }

    [Theory]
    [InlineData("POLYGON((0 0,10 0,10 10,0 10,0 0))", true)]
    [InlineData("POLYGON((0 0,10 1,10 10,0 10,0 0))", false)]
    [InlineData("LINESTRING(0 0,10 0)", false)]
    public void Knows_a_box(string wkt, bool isBox) => Assert.Equal(isBox, Plane.Of(Read(wkt)).IsBox);

    [Theory]
    [InlineData("POLYGON((0 0,1 0,1 1,0 0))", null)]
    [InlineData("POLYGON((0 0,1 0,1 1,0 1))", "closed")]
    [InlineData("POLYGON((0 0,2 2,2 0,0 2,0 0))", "crosses")]
    [InlineData("POLYGON((0 0,1 1,2 2,0 0))", "encloses nothing")]
    [InlineData("POINT(1 1)", null)]
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", null)]
    public void Says_what_makes_an_area_invalid(string wkt, string? complaint)
    {
        var said = Read(wkt).WhyInvalid();
        if (complaint is null)
            Assert.Null(said);
        else
            Assert.Contains(complaint, said, StringComparison.Ordinal);
    }
}
