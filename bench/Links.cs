using System.Buffers.Binary;
using System.Globalization;
using Gantry.Bench.Running;
using Gantry.Ccsds;

namespace Gantry.Bench;

/// <summary>The codecs of a telemetry link on one core, against loops in C over the same octets.</summary>
internal sealed class Links : IBenchmark
{
    private const int Blocks = 200;
    private const int Errors = 16;
    private const int PacketLength = 71;
    private const int Rounds = 9;
    private const double SecondsPerRound = 0.15;
    private const double LeastShare = 0.5;

    private readonly ReedSolomonCode _code = new(new(Errors, 4));
    private readonly byte[] _clean;
    private readonly byte[] _dirty;
    private readonly byte[] _packets;

    public Links()
    {
        _clean = new byte[Blocks * _code.Format.BlockLength];
        new Random(1).NextBytes(_clean);
        for (var i = 0; i < Blocks; i++)
            _code.TryEncode(Block(_clean, i));
        _dirty = Damaged();
        _packets = Packets(20_000);
    }

    public string Name => "links";

    private double BlockGigabits => _clean.Length * 8 / 1e9;

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        using var loops = await CLoops.BuildAsync(scratch, Path.Combine("Links", "loops.c"));
        Call(loops, "prepare");

        var clean = await MeasureAsync(BlockGigabits, CountClean, loops, "clean_blocks", _clean, Blocks, Blocks);
        foreach (var row in Rows("clean frames, RS(255,223) I=4, syndromes", clean, "Gbit/s", 4))
            yield return row;
        var dirty = await MeasureAsync(BlockGigabits * 1000, CountCorrected, null, "", _dirty, Blocks, Blocks);
        foreach (var row in Rows($"corrected frames, {Errors} octets wrong in each codeword", dirty, "Mbit/s", 200))
            yield return row;
        var walk = await MeasureAsync(_packets.Length / PacketLength / 1e6, Walk, loops, "walk", _packets, _packets.Length, Walk());
        foreach (var row in Rows($"packets of {PacketLength} octets walked over", walk, "M/s", 40))
            yield return row;
        var checks = await MeasureAsync(BlockGigabits, SumChecks, loops, "checks_of", _clean, Blocks, SumChecks());
        foreach (var row in Rows("CRC-16 of frames", checks, "Gbit/s", 8))
            yield return row;
        var randomised = await MeasureAsync(BlockGigabits, Randomise, loops, "randomise", _clean.ToArray(), Blocks, null);
        foreach (var row in Rows("frames derandomised", randomised, "Gbit/s", 20))
            yield return row;
    }

    private static IEnumerable<Row> Rows(string what, double[] rates, string unit, double least)
    {
        if (rates.Length > 1)
            yield return Row.Compare(what, rates[0], unit, "C", rates[1], LeastShare);
        yield return new(rates.Length > 1 ? "the same" : what, Row.Say(rates[0], unit), Goal: $">= {Row.Say(least, unit)}", IsMet: rates[0] >= least);
    }

    /// <summary>The rates of both; both must come to the same result before anything is measured.</summary>
    private static async Task<double[]> MeasureAsync(double unitsPerRun, Func<long> own, CLoops? loops, string function, byte[] octets, long count, long? expected)
    {
        var theirs = loops is null ? null : Loop(loops[function], octets, count);
        if (expected is { } result && (own() != result || theirs is not null && theirs() != result))
            throw new InvalidOperationException($"The C loop and the codec disagree on {(function.Length > 0 ? function : "the corrected frames")}.");
        Func<int, Task<double>>[] contenders = [_ => Task.FromResult(Rate(unitsPerRun, own)), .. theirs is null ? [] : new[] { (int _) => Task.FromResult(Rate(unitsPerRun, theirs)) }];
        return await Bench.Rounds.RunAsync(Rounds, contenders);
    }

    private static double Rate(double unitsPerRun, Func<long> body)
    {
        var (runs, sum, started) = (0, 0L, Native.ThreadSeconds());
        double seconds;
        do
        {
            sum += body();
            runs++;
            seconds = Native.ThreadSeconds() - started;
        }
        while (seconds < SecondsPerRound);
        // Said somewhere, so that nothing can be left out.
        if (sum == long.MinValue)
            Console.Error.WriteLine(sum.ToString(CultureInfo.InvariantCulture));
        return runs * unitsPerRun / seconds;
    }

    private static unsafe void Call(CLoops? loops, string function)
    {
        if (loops is not null)
            ((delegate* unmanaged<void>)loops[function])();
    }

    private static unsafe Func<long> Loop(nint function, byte[] octets, long count) => () =>
    {
        fixed (byte* start = octets)
            return ((delegate* unmanaged<byte*, long, long>)function)(start, count);
    };

    private Span<byte> Block(byte[] blocks, int index) => blocks.AsSpan(index * _code.Format.BlockLength, _code.Format.BlockLength);

    private long CountClean()
    {
        var clean = 0L;
        for (var i = 0; i < Blocks; i++)
            clean += _code.Correct(Block(_clean, i), out _) == ReedSolomonStatus.Clean ? 1 : 0;
        return clean;
    }

    private long CountCorrected()
    {
        Span<byte> work = stackalloc byte[_code.Format.BlockLength];
        var corrected = 0L;
        for (var i = 0; i < Blocks; i++)
        {
            Block(_dirty, i).CopyTo(work);
            corrected += _code.Correct(work, out _) == ReedSolomonStatus.Corrected ? 1 : 0;
        }
        return corrected;
    }

    private long Walk()
    {
        var sum = 0L;
        var walk = new PacketWalk(_packets);
        while (walk.MoveNext())
            sum += 1 + (BinaryPrimitives.ReadUInt16BigEndian(walk.Current) & SpacePacketHeader.IdleApid);
        return sum;
    }

    private long SumChecks()
    {
        var sum = 0L;
        for (var i = 0; i < Blocks; i++)
            sum += Crc16.Compute(Block(_clean, i));
        return sum;
    }

    private long Randomise()
    {
        for (var i = 0; i < Blocks; i++)
            Randomiser.Telemetry.Apply(Block(_dirty, i));
        return 0;
    }

    private byte[] Damaged()
    {
        var (dirty, random) = (_clean.ToArray(), new Random(2));
        for (var codeword = 0; codeword < Blocks * 4; codeword++)
        {
            foreach (var place in random.GetItems(Enumerable.Range(0, 255).ToArray(), 40).Distinct().Take(Errors))
                Block(dirty, codeword / 4)[place * 4 + codeword % 4] ^= (byte)random.Next(1, 256);
        }
        return dirty;
    }

    private static byte[] Packets(int count)
    {
        var packets = new byte[count * PacketLength];
        new Random(3).NextBytes(packets);
        for (var i = 0; i < count; i++)
            new SpacePacketHeader(i % 100, i & 0x3FFF, PacketLength - SpacePacketHeader.Length).TryWrite(packets.AsSpan(i * PacketLength));
        return packets;
    }
}
