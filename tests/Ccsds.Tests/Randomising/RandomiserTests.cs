namespace Gantry.Ccsds.Tests;

public class RandomiserTests
{
    [Fact]
    public void Telemetry_begins_as_the_standard_prints_it() => Assert.Equal("FF480EC09A0D70BC8E2C93ADA7B746CE", Sequence(Randomiser.Telemetry, 16));

    [Fact]
    public void Telecommand_begins_as_the_standard_prints_it() => Assert.Equal("FF399E5A68E906F5", Sequence(Randomiser.Telecommand, 8));

    // The preset read from its end, and from then on the recurrence of x¹⁷+x¹⁴+1.
    [Fact]
    public void The_long_sequence_begins_with_its_preset()
    {
        const string preset = "11000111000111000";
        var bits = preset.Reverse().Select(c => c - '0').ToList();
        while (bits.Count < 64 * 8)
            bits.Add(bits[^17] ^ bits[^3]);
        var expected = bits.Chunk(8).Select(b => (byte)b.Aggregate(0, (value, bit) => value << 1 | bit)).ToArray();
        Assert.Equal(Convert.ToHexString(expected), Sequence(Randomiser.TelemetryLong, 64));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(131_071)]
    public void Repeats_after_its_period_in_bits_and_so_in_octets(int period)
    {
        var zeros = new byte[3 * period];
        (period == 255 ? Randomiser.Telemetry : Randomiser.TelemetryLong).Apply(zeros);
        Assert.True(zeros.AsSpan(0, period).SequenceEqual(zeros.AsSpan(2 * period)));
        Assert.Equal(period * 8 / 2 + 4, zeros[..period].Sum(octet => System.Numerics.BitOperations.PopCount(octet)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(1115)]
    [InlineData(70_000)]
    public void Twice_is_nothing(int length)
    {
        var octets = Some.Bytes(length);
        foreach (var randomiser in new[] { Randomiser.Telemetry, Randomiser.TelemetryLong, Randomiser.Telecommand })
        {
            var copy = octets.ToArray();
            randomiser.Apply(copy);
            Assert.True(length == 0 || !copy.AsSpan().SequenceEqual(octets));
            randomiser.Apply(copy);
            Assert.Equal(octets, copy);
        }
    }

    private static string Sequence(Randomiser randomiser, int length)
    {
        var zeros = new byte[length];
        randomiser.Apply(zeros);
        return Convert.ToHexString(zeros);
    }
}
