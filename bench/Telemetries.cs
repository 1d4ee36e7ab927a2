using System.Text;
using Gantry.Bench.Telemetry;
using Gantry.Xtce;

namespace Gantry.Bench;

/// <summary>Packets decoded by a compiled database beside loops in C that do the same, on one core in turn.</summary>
internal sealed class Telemetries : IBenchmark
{
    private const int Rounds = 9;

    public string Name => "telemetry";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var rows = new List<Row>();
        // On one thread from beginning to end, whose time is taken.
        await Bench.Rounds.OnThreadAsync(() => rows.AddRange(Run(scratch)));
        foreach (var row in rows)
            yield return row;
    }

    private static IEnumerable<Row> Run(Scratch scratch)
    {
        int[] widths = [16, 32, 16, 8, 16, 32, 16, 16, 32, 16];
        using var loop = CLoop.Build(scratch, 1000);
        foreach (var row in Compare("71-byte packets of 27 parameters, raw", new(10, 10, widths, 200_000, false), loop, false, 10e6))
            yield return row;
        foreach (var row in Compare("71-byte packets, calibrated with limits", new(10, 10, widths, 200_000, true), loop, true, 8e6))
            yield return row;
        foreach (var row in Compare("packets of 865 parameters, raw", new(600, 258, widths, 5_000, false), loop, false, 300e3))
            yield return row;
        yield return Loaded();
    }

    private static IEnumerable<Row> Compare(string what, SomePackets packets, CLoop? loop, bool isCalibrated, double goal)
    {
        var decoder = new BatchDecoder(packets.Compile());
        var sink = new LastColumns();
        var table = packets.Table();
        void Gantry() => decoder.Decode(packets.Data, packets.Places, sink);
        void C() => _ = isCalibrated
            ? loop!.Calibrate(packets.Data, packets.Size, table, SomePackets.HeaderFields, SomePackets.Coefficients, SomePackets.Limits)
            : loop!.Decode(packets.Data, packets.Size, table);
        Gantry();
        if (sink.Rows != packets.Places.Length)
            throw new InvalidOperationException($"{sink.Rows} of {packets.Places.Length} packets were decoded.");
        if (loop is not null)
        {
            C();
            sink.Check(loop, packets, isCalibrated);
        }
        var (own, other) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (a, b) = (Rate(Gantry, packets.Places.Length), loop is null ? double.NaN : Rate(C, packets.Places.Length));
            if (round == 0)
                continue;
            own.Add(a);
            other.Add(b);
        }
        var (middle, against) = (Bench.Rounds.Percentile(own, 0.5), Bench.Rounds.Percentile(other, 0.5));
        yield return new(what, Row.Say(middle / 1e6, "M/s"), $"lowest {Row.Say(own.Min() / 1e6)}, highest {Row.Say(own.Max() / 1e6)}", Goal: $">= {Row.Say(goal / 1e6, "M/s")}", IsMet: middle >= goal);
        if (loop is not null)
            yield return Row.Compare(what + ", beside C", middle / 1e6, "M/s", $"C ({Row.Say(other.Min() / 1e6)} to {Row.Say(other.Max() / 1e6)})", against / 1e6, 0.5);
    }

    private static double Rate(Action body, int packets)
    {
        // Long enough for the clock of a thread.
        var times = 1;
        while (true)
        {
            var seconds = ThreadTime.Seconds(() =>
            {
                for (var i = 0; i < times; i++)
                    body();
            });
            if (seconds > 0.15)
                return packets * (double)times / seconds;
            times *= 2;
        }
    }

    /// <summary>From the bytes of a file to code for every container, warm.</summary>
    private static Row Loaded()
    {
        var xml = Encoding.UTF8.GetBytes(LargeDatabase.Write(200, 50));
        var times = new List<double>();
        for (var round = 0; round <= 5; round++)
        {
            var seconds = ThreadTime.Seconds(() =>
            {
                var reading = XtceReader.Read(xml, "large.xml");
                CompiledDatabase.Compile(reading.Database!, RootContainers.Choose(reading.Database!)!).Warm();
            });
            if (round > 0)
                times.Add(seconds);
        }
        return Row.Below($"10,000 parameters, {xml.Length / 1e6:N1} MB, loaded and compiled", Bench.Rounds.Percentile(times, 0.5), 1, "s");
    }

    /// <summary>Counts; and once, holds a batch against the columns of the C loop while it is filled.</summary>
    private sealed class LastColumns : IBatchSink
    {
        private Action<PlanBatch>? _check;

        public int Rows { get; private set; }

        public void Take(PlanBatch batch)
        {
            Rows += batch.Count;
            _check?.Invoke(batch);
        }

        public void Take(int packet, DecodedPacket decoded) => throw new InvalidOperationException($"Packet {packet}: {decoded.Reason}");

        public void Check(CLoop loop, SomePackets packets, bool isCalibrated)
        {
            // The last block of the other side is still in its columns.
            var places = packets.Places[^((packets.Places.Length - 1) % 1024 + 1)..];
            _check = batch =>
            {
                for (var column = 0; column < packets.Fields.Length; column++)
                {
                    for (var row = 0; row < batch.Count; row++)
                        Same(batch.Sample(column, row), loop, column, row, isCalibrated && column >= SomePackets.HeaderFields);
                }
            };
            new BatchDecoder(packets.Compile()).Decode(packets.Data, places, this);
            _check = null;
        }

        private static void Same(Sample sample, CLoop loop, int column, int row, bool hasLevels)
        {
            sample.Value.TryNumber(out var own);
            var other = loop.Column(column)[row];
            // C may fuse a product with a sum, which rounds once less.
            if (!(own.Equals(other) || Math.Abs(own - other) <= 1e-12 * Math.Abs(other)) || hasLevels && (byte)sample.Level != loop.Levels(column)[row])
                throw new InvalidOperationException($"Row {row} of column {column} is {own} here and {other} there.");
        }
    }
}
