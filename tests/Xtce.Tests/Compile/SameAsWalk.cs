namespace Gantry.Xtce.Tests;

/// <summary>Decodes packets in both ways and holds one against the other.</summary>
internal sealed class SameAsWalk : IBatchSink
{
    private readonly DecodedPacket[] _expected;

    private SameAsWalk(DecodedPacket[] expected) => _expected = expected;

    public int Compiled { get; private set; }

    public int Walked { get; private set; }

    /// <summary>How many packets had plans.</summary>
    public static SameAsWalk Check(XtceDatabase database, Container root, IReadOnlyList<byte[]> packets)
    {
        var decoder = new PacketDecoder(database, root);
        var history = new History(database);
        var data = packets.SelectMany(p => p).ToArray();
        var places = new PacketPlace[packets.Count];
        var at = 0;
        for (var i = 0; i < packets.Count; i++)
        {
            places[i] = new(at, packets[i].Length);
            at += packets[i].Length;
        }
        var same = new SameAsWalk([.. packets.Select(p => decoder.Decode(p, history))]);
        new BatchDecoder(CompiledDatabase.Compile(database, root), new(database)).Decode(data, places, same);
        Assert.Equal(packets.Count, same.Compiled + same.Walked);
        return same;
    }

    public void Take(PlanBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            var expected = _expected[batch.Packets[row]];
            Assert.Equal((expected.Status, expected.Container, expected.IsAmbiguous, expected.IsChecked, expected.Next), (batch.Plan.Status, batch.Plan.Container, batch.IsAmbiguous(row), batch.IsChecked(row), batch.Plan.Next));
            var column = 0;
            for (var i = 0; i < expected.Samples.Count; i++)
            {
                var sample = expected.Samples[i];
                var before = column;
                var (state, level) = (SampleState.Good, ConcernLevel.Normal);
                foreach (var (raw, value) in Leaves(sample.Raw, sample.Value))
                {
                    var own = batch.Sample(column++, row);
                    Assert.Same(sample.Parameter, own.Parameter);
                    Assert.Equal((raw, value, sample.Index), (own.Raw, own.Value, own.Index));
                    if (batch.Calibrated(column - 1) is { IsEmpty: false } reals && value.Kind == ValueKind.Real)
                        Assert.Equal(value.AsReal, reals[row]);
                    if (batch.HoldsNumbers(column - 1))
                        Assert.Equal((SampleState.Good, Number(batch, column - 1, row, raw)), (own.State, value));
                    state |= own.State;
                    level = own.Level > level ? own.Level : level;
                }
                // An array without items has no column to say anything.
                if (column > before)
                    Assert.Equal((sample.State, sample.Level), (state, level));
            }
            Assert.Equal(batch.Plan.Slots.Count, column);
            Compiled++;
        }
    }

    // What a column of numbers says of a value, without asking for the sample.
    private static Value Number(PlanBatch batch, int column, int row, Value raw) =>
        batch.Calibrated(column) is { IsEmpty: false } reals ? Value.Of(reals[row])
        : batch.Plan.Slots[column].Type is FloatType && raw.TryNumber(out var number) ? Value.Of(number)
        : raw;

    public void Take(int packet, DecodedPacket decoded)
    {
        Walked++;
        var expected = _expected[packet];
        Assert.Equal((expected.Status, expected.Reason, expected.Container, expected.IsAmbiguous), (decoded.Status, decoded.Reason, decoded.Container, decoded.IsAmbiguous));
        Assert.Equal(expected.Samples, decoded.Samples);
    }

    private static IEnumerable<(Value Raw, Value Value)> Leaves(Value raw, Value value) => raw.Kind switch
    {
        ValueKind.List => raw.AsList!.Items.Zip(value.AsList!.Items).SelectMany(p => Leaves(p.First, p.Second)),
        ValueKind.Members => raw.AsMembers.Zip(value.AsMembers).SelectMany(p => Leaves(p.First, p.Second)),
        _ => [(raw, value)],
    };
}
