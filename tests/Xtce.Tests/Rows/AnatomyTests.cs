using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

public sealed class AnatomyTests
{
    [Fact]
    public void A_packet_is_taken_apart_into_the_values_that_rows_hold_each_within_the_packet() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeDatabase(seed);
            var database = Given.Read(some.Xml()).Database!;
            var compiled = CompiledDatabase.Compile(database, database.FindContainer("root")!);
            var (rows, history) = (new RowDecoder(compiled, new History(database)), new History(database));
            foreach (var packet in some.Packets(100))
            {
                var anatomy = PacketAnatomy.Of(compiled.Walker, packet, history);
                rows.Decode(packet, [new(0, packet.Length)], row =>
                {
                    Assert.Equal(row.Cells.Select(c => (c.Leaf.Name, c.Raw, c.Value)), anatomy.Cells.Select(c => (c.Cell.Leaf.Name, c.Cell.Raw, c.Cell.Value)));
                    Assert.Equal((row.Status, row.Container), (anatomy.Packet.Status, anatomy.Packet.Container));
                });
                Assert.All(anatomy.Cells, c => Assert.True(c.Place.Bit >= 0 && c.Place.Bits >= 0 && c.Place.Bit + c.Place.Bits <= packet.Length * 8L, $"{c.Cell.Leaf.Name} at {c.Place}"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Parts_of_arrays_and_aggregates_each_have_bits_of_their_own()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Given.Unsigned("u8", 8) + Given.Unsigned("u3", 3) + Given.Unsigned("u5", 5) +
            "<AggregateParameterType name='pair'><MemberList><Member name='x' typeRef='u3'/><Member name='y' typeRef='u5'/></MemberList></AggregateParameterType>" +
            "<ArrayParameterType name='pairs' arrayTypeRef='pair'><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterType>",
            Given.Parameters("id", "u8", "p", "pairs", "z", "u8"),
            Given.Container("root", Given.Entry("id") + Given.Entry("p") + Given.Entry("z") + Given.Entry("z"))));

        var anatomy = PacketAnatomy.Of(decoder, new byte[] { 1, 0b010_00011, 0b100_00101, 6, 7 });

        Assert.Equal(
            ["/m/id=1 0+8", "/m/p[0].x=2 8+3", "/m/p[0].y=3 11+5", "/m/p[1].x=4 16+3", "/m/p[1].y=5 19+5", "/m/z=6 24+8", "/m/z#2=7 32+8"],
            anatomy.Cells.Select(c => $"{c.Cell.Leaf.Name}={c.Cell.Value} {c.Place.Bit}+{c.Place.Bits}"));
    }

    [Fact]
    public void What_was_decoded_of_a_torn_packet_still_has_its_place()
    {
        var decoder = Given.Decoder(Given.Telemetry(Given.Unsigned("u8", 8), Given.Parameters("a", "u8", "b", "u8"), Given.Container("root", Given.Entry("a") + Given.Entry("b"))));
        var anatomy = PacketAnatomy.Of(decoder, new byte[] { 9 });
        Assert.Equal(DecodeStatus.TooShort, anatomy.Packet.Status);
        Assert.Equal(new BitSpan(0, 8), Assert.Single(anatomy.Cells).Place);
    }
}
