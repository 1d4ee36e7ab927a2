using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Geo.Tests;

public class WktReaderTests
{
    [Theory]
    [InlineData("POINT(1 2)", """{"type":"Point","coordinates":[1,2]}""")]
    [InlineData("srid=4326;point ( -1.5   2e1 )", """{"type":"Point","coordinates":[-1.5,20]}""")]
    [InlineData("LINESTRING(0 0, 1 1 ,2 0)", """{"type":"LineString","coordinates":[[0,0],[1,1],[2,0]]}""")]
    [InlineData("POLYGON((0 0, 1 0, 1 1, 0 0))", """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""")]
    [InlineData("POLYGON((0 0 7,9 0 7,9 9 7,0 0 7),(2 1,3 1,3 2,2 1))", """{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}""")]
    [InlineData("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))", """{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}""")]
    [InlineData("MULTIPOINT(1 2,(3 4))", """{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""")]
    public void Reads_what_people_write(string wkt, string geoJson)
    {
        Assert.True(WktReader.Read(wkt).TryGet(out var geometry, out var problem), problem?.Message);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            GeoJson.Write(json, geometry);
        Assert.Equal(geoJson, Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("CIRCLE(1 2)", 0)]
    [InlineData("POINT(1)", 7)]
    [InlineData("POINT(91 181)", 6)]
    [InlineData("POINT(NaN 1)", 6)]
    [InlineData("POINT(1 2) and more", 11)]
    [InlineData("SRID=3857;POINT(1 2)", 10)]
    [InlineData("POLYGON((0 0,1 1,0 0))", 8)]
    [InlineData("POLYGON((0 0,1 0,1 1,0 0)", 25)]
    public void Says_where_it_stops_making_sense(string wkt, int position)
    {
        Assert.False(WktReader.Read(wkt).TryGet(out _, out var problem));
        Assert.Equal(position, problem.Position);
    }

    [Fact]
    public void Refuses_more_positions_than_anybody_means()
    {
        var wkt = "LINESTRING(" + string.Join(',', Enumerable.Repeat("1 1", WktReader.MostPositions + 1)) + ")";
        Assert.Contains("5,000", WktReader.Read(wkt).Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_throws_whatever_the_text() => Prop.ForAll(Texts().ToArbitrary(), text =>
    {
        if (WktReader.Read(text).TryGet(out var geometry, out _))
        {
            _ = geometry.WhyInvalid();
            _ = Plane.Of(geometry);
        }
    }).QuickCheckThrowOnFailure();

    private static Gen<string> Texts() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? ""),
        Gen.Elements("POLYGON", "MULTIPOLYGON", "(", ")", ",", " ", "1", "-180", "180", "90", "SRID=4326;", "POINT", "1e9", "LINESTRING", "MULTIPOINT")
            .ListOf().Select(words => string.Concat(words)));
}
