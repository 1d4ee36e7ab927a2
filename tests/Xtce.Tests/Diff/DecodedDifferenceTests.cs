using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

/// <summary>What a change of a database does to packets that were recorded.</summary>
public sealed class DecodedDifferenceTests
{
    [Fact]
    public void Nothing_comes_out_otherwise_of_what_says_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeDatabase(seed);
            var xml = some.Xml();
            var difference = Compare(xml, xml.Replace("name=\"m\"", "name=\"mission\"", StringComparison.Ordinal), some.Packets(300));
            Assert.Equal((300L, 0L, 0), (difference.Packets, difference.Changed, difference.Leaves.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void What_is_there_no_more_what_is_new_and_what_is_taken_for_something_else_is_told_apart()
    {
        static string Xml(string first, string more, string id) => Given.Telemetry(
            Given.Unsigned("u8", 8), Given.Parameters("ID", "u8", "A", "u8", "B", "u8", "C", "u8"),
            Given.Container("root", Given.Entry("ID")) + Given.Container("one", Given.Entry(first) + more, "", Given.Extends("root", Given.Equal("ID", "1")))
            + Given.Container("two", Given.Entry("C"), "", Given.Extends("root", Given.Equal("ID", id))));
        List<byte[]> packets = [[1, 10, 20], [1, 10, 10], [2, 5], [3, 5]];
        var difference = Compare(Xml("A", Given.Entry("B"), "2"), Xml("B", Given.Entry("C"), "3"), packets);
        Assert.Equal((4L, 4L, 2L), (difference.Packets, difference.Changed, difference.TakenOtherwise));
        Assert.Equal(
            ["A: gone in 2; first in packet 0: not there (was 10)", "B: another value in 1; first in packet 0: 10 (was 20)", "C: new in 3, gone in 1; first in packet 0: 20 (was not there)"],
            difference.Leaves.Select(l => l.ToString()));
    }

    private static DecodedDifference Compare(string before, string after, List<byte[]> packets)
    {
        var difference = new DecodedDifference(Compile(before), Compile(after));
        // In several calls, as pieces of a file come.
        foreach (var some in packets.Chunk(290))
        {
            var at = 0;
            difference.Add(some.SelectMany(p => p).ToArray(), [.. some.Select(p => new PacketPlace((at += p.Length) - p.Length, p.Length))]);
        }
        return difference;
    }

    private static CompiledDatabase Compile(string xml)
    {
        var database = Given.Database(xml);
        return CompiledDatabase.Compile(database, RootContainers.Choose(database)!);
    }
}
