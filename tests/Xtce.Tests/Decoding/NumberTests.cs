using System.Globalization;

namespace Gantry.Xtce.Tests;

public sealed class NumberTests
{
    private static string Integer(int bits, string encoding, string attributes = "") =>
        $"<IntegerParameterType name='t' sizeInBits='64'><IntegerDataEncoding sizeInBits='{bits}' encoding='{encoding}' {attributes}/></IntegerParameterType>";

    [Theory]
    [InlineData(8, "unsigned", "FF", "255")]
    [InlineData(3, "unsigned", "A0", "5")]
    [InlineData(64, "unsigned", "FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData(64, "twosComplement", "8000000000000000", "-9223372036854775808")]
    [InlineData(12, "twosComplement", "FFF0", "-1")]
    [InlineData(12, "twosComplement", "8000", "-2048")]
    [InlineData(8, "onesComplement", "FE", "-1")]
    [InlineData(8, "onesComplement", "FF", "0")]
    [InlineData(8, "signMagnitude", "85", "-5")]
    [InlineData(8, "signMagnitude", "80", "0")]
    [InlineData(1, "twosComplement", "80", "-1")]
    [InlineData(32, "BCD", "01020304", "1234")]
    [InlineData(16, "packedBCD", "1234", "1234")]
    [InlineData(12, "packedBCD", "9990", "999")]
    public void Are_what_their_encoding_says(int bits, string encoding, string hex, string value)
    {
        var sample = Given.Decode(Integer(bits, encoding), hex);

        Assert.Equal((value, value, SampleState.Good), (sample.Raw.ToString(), sample.Value.ToString(), sample.State));
    }

    [Fact]
    public void Of_digits_above_nine_are_bad_values()
    {
        var sample = Given.Decode(Integer(8, "packedBCD"), "A1");

        Assert.Equal((ValueKind.None, SampleState.Bad), (sample.Value.Kind, sample.State));
    }

    [Theory]
    [InlineData(16, "byteOrder='leastSignificantByteFirst'", "0102", "513")]
    [InlineData(32, "byteOrder='leastSignificantByteFirst'", "01020304", "67305985")]
    [InlineData(32, "byteOrder='2,3,0,1'", "01020304", "16909060")]
    [InlineData(32, "byteOrder='0,1,2,3'", "01020304", "67305985")]
    [InlineData(24, "byteOrder='2,1,0'", "010203", "66051")]
    [InlineData(8, "bitOrder='leastSignificantBitFirst'", "01", "128")]
    public void Come_in_the_order_that_is_written(int bits, string order, string hex, string value)
    {
        // The significance of each byte from the first on: 2,3,0,1 swaps the bytes of each word.
        var expected = order.Contains("2,3,0,1", StringComparison.Ordinal) ? 0x02010403.ToString(CultureInfo.InvariantCulture) : value;

        Assert.Equal(expected, Given.Decode(Integer(bits, "unsigned", order), hex).Value.ToString());
    }

    [Fact]
    public void Span_nine_bytes_at_an_odd_bit()
    {
        var packet = Given.Decoder(Given.Telemetry(
            Given.Unsigned("u3", 3) + Integer(64, "unsigned"), Given.Parameters("a", "u3", "b", "t"), Given.Container("c", Given.Entry("a") + Given.Entry("b"))))
            .Decode(Given.Bytes("1FFFFFFFFFFFFFFFE0"));

        Assert.Equal(ulong.MaxValue, packet.Samples[1].Value.AsUnsigned);
        Assert.Equal((3, 64), (packet.Samples[1].Bit, packet.Samples[1].Bits));
    }

    [Theory]
    [InlineData("IEEE754_1985", 32, "3FC00000", 1.5)]
    [InlineData("IEEE754", 64, "C000000000000000", -2)]
    [InlineData("IEEE754_1985", 16, "3E00", 1.5)]
    [InlineData("IEEE754_1985", 80, "3FFFC000000000000000", 1.5)]
    [InlineData("IEEE754_1985", 128, "BFFF8000000000000000000000000000", -1.5)]
    [InlineData("IEEE754_1985", 128, "7FFF0000000000000000000000000000", double.PositiveInfinity)]
    [InlineData("MILSTD_1750A", 32, "40000000", 0.5)]
    [InlineData("MILSTD_1750A", 32, "4000007F", 8.507059173023462e37)]
    [InlineData("MILSTD_1750A", 32, "80000000", -1)]
    [InlineData("MILSTD_1750A", 32, "A0000005", -24)]
    [InlineData("MILSTD_1750A", 48, "400000010000", 1)]
    [InlineData("MILSTD_1750A", 48, "A00000FF0000", -0.375)]
    [InlineData("IBM", 32, "C276A000", -118.625)]
    [InlineData("IBM", 64, "4110000000000000", 1)]
    [InlineData("TI", 32, "80000000", 0)]
    [InlineData("TI", 32, "00000000", 1)]
    [InlineData("TI", 32, "01400000", 3)]
    [InlineData("TI", 32, "00800000", -2)]
    [InlineData("TI", 40, "0040000000", 1.5)]
    [InlineData("DEC", 32, "00004080", 1)]
    [InlineData("DEC", 32, "0000C080", -1)]
    [InlineData("DEC", 64, "0000000000004080", 1)]
    public void That_are_floats_are_what_their_format_says(string format, int bits, string hex, double value) =>
        Assert.Equal(value, Given.Decode($"<FloatParameterType name='t'><FloatDataEncoding sizeInBits='{bits}' encoding='{format}'/></FloatParameterType>", hex).Value.AsReal);

    [Fact]
    public void Keep_every_bit_where_the_type_is_narrower()
    {
        const string Type = "<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='32'/></IntegerParameterType>";

        Assert.Equal("4294967295", Given.Decode(Type, "FFFFFFFF").Value.ToString());
        Assert.Equal("-1", Given.Decode(Type, "FFFFFFFF", settings: new() { Numbers = NumberPolicy.AsWritten }).Value.ToString());
    }

    [Theory]
    [InlineData("2.5", CalibratedIntegerPolicy.Keep, "2.5")]
    [InlineData("2.5", CalibratedIntegerPolicy.Round, "3")]
    [InlineData("-2.5", CalibratedIntegerPolicy.Round, "-2")]
    public void That_are_calibrated_follow_the_setting(string factor, CalibratedIntegerPolicy policy, string value)
    {
        var type = $"<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='8'><DefaultCalibrator><PolynomialCalibrator><Term coefficient='{factor}' exponent='1'/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding></IntegerParameterType>";

        Assert.Equal(value, Given.Decode(type, "01", settings: new() { CalibratedIntegers = policy }).Value.ToString());
    }

    [Fact]
    public void Outside_of_what_is_reasonable_say_so()
    {
        const string Type = "<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='8'/><ValidRange minInclusive='3' maxInclusive='5'/></IntegerParameterType>";

        Assert.Equal(SampleState.Unreasonable, Given.Decode(Type, "06").State);
        Assert.Equal(SampleState.Good, Given.Decode(Type, "05").State);
    }

    [Fact]
    public void Have_labels_and_none_when_nobody_named_them()
    {
        const string Type = """
            <EnumeratedParameterType name='t'><IntegerDataEncoding sizeInBits='8' encoding='twosComplement'/>
            <EnumerationList><Enumeration value='0' label='OFF'/><Enumeration value='1' maxValue='5' label='SOME'/><Enumeration value='-1' label='LOST'/></EnumerationList></EnumeratedParameterType>
            """;

        Assert.Equal("OFF", Given.Decode(Type, "00").Value.AsText);
        Assert.Equal("SOME", Given.Decode(Type, "05").Value.AsText);
        Assert.Equal("LOST", Given.Decode(Type, "FF").Value.AsText);
        var unknown = Given.Decode(Type, "06");
        Assert.Equal(("6", SampleState.Unlabelled), (unknown.Value.ToString(), unknown.State));
    }

    [Theory]
    [InlineData("00", false, "no")]
    [InlineData("40", true, "yes")]
    public void Are_true_when_they_are_not_zero(string hex, bool flag, string word)
    {
        var value = Given.Decode("<BooleanParameterType name='t' oneStringValue='yes' zeroStringValue='no'><IntegerDataEncoding sizeInBits='4'/></BooleanParameterType>", hex).Value;

        Assert.Equal((flag, word), (value.AsFlag, value.AsText));
    }
}
