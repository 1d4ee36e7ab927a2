using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

public sealed class RowTests
{
    [Fact]
    public void Rows_hold_what_the_walk_decodes_in_the_order_the_packets_came() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeDatabase(seed);
            var database = Given.Read(some.Xml()).Database!;
            var root = database.FindContainer("root")!;
            var packets = some.Packets(600);
            var (walk, history) = (new PacketDecoder(database, root), new History(database));
            var expected = packets.Select(p => walk.Decode(p, history)).ToList();
            var next = 0;
            foreach (var row in Rows(database, packets))
            {
                var whole = expected[next];
                Assert.Equal(next, row.Packet);
                Assert.Equal(packets[next++], row.Octets);
                Assert.Equal((whole.Status, whole.Container, whole.IsAmbiguous, whole.Reason), (row.Status, row.Container, row.IsAmbiguous, row.Reason));
                Assert.Equal(whole.Samples.SelectMany(s => Parts(s.Raw, s.Value)), row.Cells.Select(c => (c.Raw, c.Value)));
                Assert.Equal(row.Cells.Count, row.Cells.Select(c => c.Name).Distinct().Count());
            }
            Assert.Equal(packets.Count, next);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Parts_have_names_and_only_what_is_wanted_is_there()
    {
        var database = Given.Database(Given.Telemetry(
            Given.Unsigned("u8", 8) +
            "<AggregateParameterType name='pair'><MemberList><Member name='x' typeRef='u8'/><Member name='y' typeRef='u8'/></MemberList></AggregateParameterType>" +
            "<ArrayParameterType name='pairs' arrayTypeRef='pair'><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterType>",
            Given.Parameters("id", "u8", "p", "pairs", "z", "u8"),
            Given.Container("root", Given.Entry("id") + Given.Entry("p") + Given.Entry("z") + Given.Entry("z"))));
        byte[] packet = [1, 2, 3, 4, 5, 6, 7];

        Assert.Equal(["/m/id=1", "/m/p[0].x=2", "/m/p[0].y=3", "/m/p[1].x=4", "/m/p[1].y=5", "/m/z=6", "/m/z#2=7"], Rows(database, [packet])[0].Cells.Select(c => $"{c.Name}={c.Value}"));
        Assert.Equal(["/m/z=6", "/m/z#2=7"], Rows(database, [packet], p => p.Name == "z")[0].Cells.Select(c => $"{c.Name}={c.Value}"));
    }

    private static List<Kept> Rows(XtceDatabase database, IReadOnlyList<byte[]> packets, Func<Parameter, bool>? isWanted = null)
    {
        var decoder = new RowDecoder(CompiledDatabase.Compile(database, database.FindContainer("root")!), new(database), isWanted);
        var (rows, places, at) = (new List<Kept>(), new List<PacketPlace>(), 0);
        foreach (var packet in packets)
        {
            places.Add(new(at, packet.Length));
            at += packet.Length;
        }
        decoder.Decode(packets.SelectMany(p => p).ToArray(), places.ToArray(), row => rows.Add(new(
            row.Packet, row.Octets.ToArray(), row.Container, row.Status, row.Reason, row.IsAmbiguous, [.. row.Cells.Select(c => (c.Leaf.Name, c.Raw, c.Value))])));
        return rows;
    }

    private static IEnumerable<(Value Raw, Value Value)> Parts(Value raw, Value value) => value.Kind switch
    {
        ValueKind.List => raw.AsList!.Items.Zip(value.AsList!.Items).SelectMany(p => Parts(p.First, p.Second)),
        ValueKind.Members => raw.AsMembers.Zip(value.AsMembers).SelectMany(p => Parts(p.First, p.Second)),
        _ => [(raw, value)],
    };

    private sealed record Kept(
        int Packet, byte[] Octets, Container? Container, DecodeStatus Status, string? Reason, bool IsAmbiguous, IReadOnlyList<(string Name, Value Raw, Value Value)> Cells);
}
