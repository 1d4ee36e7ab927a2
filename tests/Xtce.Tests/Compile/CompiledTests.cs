using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

public sealed class CompiledTests
{
    [Fact]
    public void Plans_decode_what_the_walk_decodes()
    {
        var (compiled, walked) = (0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeDatabase(seed);
            var database = Given.Read(some.Xml()).Database!;
            var same = SameAsWalk.Check(database, database.FindContainer("root")!, some.Packets(60));
            compiled += same.Compiled;
            walked += same.Walked;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

        // Neither side is compared with itself alone.
        Assert.True(compiled > walked / 4, $"{compiled} compiled, {walked} walked");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void Batches_of_any_size_give_the_same(int packets)
    {
        var database = Given.Database(Given.Telemetry(
            Given.Unsigned("u8", 8) + Given.Unsigned("u12", 12), Given.Parameters("id", "u8", "a", "u12", "b", "u12"),
            Given.Container("root", Given.Entry("id"), "abstract='true'") +
            string.Concat(Enumerable.Range(0, 20).Select(i => Given.Container($"c{i}", Given.Entry("a") + (i % 2 == 0 ? Given.Entry("b") : ""), "", Given.Extends("root", Given.Equal("id", $"{i * 3}")))))));
        var chance = new System.Random(packets);
        var all = Enumerable.Range(0, packets).Select(_ => new[] { (byte)chance.Next(70), (byte)chance.Next(), (byte)chance.Next(), (byte)chance.Next() }).ToList();

        Assert.Equal(packets, SameAsWalk.Check(database, database.FindContainer("root")!, all).Compiled);
    }

    [Fact]
    public void Takes_no_memory_for_a_packet_once_it_is_warm()
    {
        var database = Given.Database(Given.Telemetry(
            Given.Unsigned("u8", 8) + "<FloatParameterType name='f'><IntegerDataEncoding sizeInBits='16'><DefaultCalibrator><PolynomialCalibrator><Term coefficient='2' exponent='1'/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding><DefaultAlarm><StaticAlarmRanges><WarningRange maxInclusive='9'/></StaticAlarmRanges></DefaultAlarm></FloatParameterType>",
            Given.Parameters("id", "u8", "a", "f"), Given.Container("root", Given.Entry("id") + Given.Entry("a"))));
        var decoder = new BatchDecoder(CompiledDatabase.Compile(database, database.FindContainer("root")!));
        var data = new byte[3 * 3000];
        var places = Enumerable.Range(0, 3000).Select(i => new PacketPlace(3 * i, 3)).ToArray();
        var sink = new Counting();
        decoder.Decode(data, places, sink);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            decoder.Decode(data, places, sink);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.Equal(33_000, sink.Rows);
    }

    [Fact]
    public void Columns_are_of_the_type_of_their_kind()
    {
        var database = Given.Database(Given.Telemetry(Given.Unsigned("u8", 8), Given.Parameters("id", "u8"), Given.Container("root", Given.Entry("id"))));
        var sink = new Counting();

        new BatchDecoder(CompiledDatabase.Compile(database, database.FindContainer("root")!)).Decode(new byte[] { 7, 8 }, [new(0, 1), new(1, 1)], sink);

        Assert.Equal([7u, 8u], sink.First);
    }

    [Fact]
    public void A_packet_outside_of_the_bytes_is_the_callers_mistake()
    {
        var database = Given.Database(Given.Telemetry(Given.Unsigned("u8", 8), Given.Parameters("id", "u8"), Given.Container("root", Given.Entry("id"))));
        var decoder = new BatchDecoder(CompiledDatabase.Compile(database, database.FindContainer("root")!));

        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Decode(new byte[2], [new(1, 2)], new Counting()));
    }

    private sealed class Counting : IBatchSink
    {
        public int Rows { get; private set; }

        public uint[] First { get; private set; } = [];

        public void Take(PlanBatch batch)
        {
            Rows += batch.Count;
            if (First.Length == 0)
                First = batch.Raw<uint>(0).ToArray();
        }

        public void Take(int packet, DecodedPacket decoded) => Rows++;
    }
}
