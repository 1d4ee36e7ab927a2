namespace Gantry.Xtce.Tests;

public sealed class TimeTests
{
    private static string Time(string encoding, string reference, string units = "", string bits = "32") =>
        $"<AbsoluteTimeParameterType name='t'><Encoding {units}><IntegerDataEncoding sizeInBits='{bits}'/>{encoding}</Encoding><ReferenceTime>{reference}</ReferenceTime></AbsoluteTimeParameterType>";

    [Theory]
    [InlineData("<Epoch>GPS</Epoch>", "units='seconds'", "00000000", "1980-01-06T00:00:00Z")]
    [InlineData("<Epoch>GPS</Epoch>", "units='seconds'", "4D000000", "2020-12-12T22:00:14Z")]
    [InlineData("<Epoch>TAI</Epoch>", "units='seconds'", "00000000", "1957-12-31T23:59:50Z")]
    [InlineData("<Epoch>J2000</Epoch>", "units='seconds'", "00000000", "2000-01-01T11:58:55.816Z")]
    [InlineData("<Epoch>2010-01-01</Epoch>", "units='seconds'", "00000001", "2010-01-01T00:00:01Z")]
    [InlineData("<Epoch>2010-01-01T06:00:00</Epoch>", "units='seconds' offset='5'", "00000001", "2010-01-01T06:00:06Z")]
    [InlineData("<Epoch>2010-01-01</Epoch>", "units='seconds' scale='1e-6'", "00000001", "2010-01-01T00:00:00.000001Z")]
    [InlineData("<Epoch>2010-01-01</Epoch>", "units='days'", "00000002", "2010-01-03T00:00:00Z")]
    [InlineData("<Epoch>2016-12-31T23:59:59</Epoch>", "units='seconds'", "00000001", "2016-12-31T23:59:60Z")]
    [InlineData("<Epoch>2016-12-31T23:59:59</Epoch>", "units='seconds'", "00000002", "2017-01-01T00:00:00Z")]
    public void Counts_from_its_epoch(string reference, string units, string hex, string utc) =>
        Assert.Equal(utc, Given.Decode(Time("", reference, units), hex).Value.ToString());

    [Fact]
    public void Has_days_of_86400_seconds_where_the_setting_says_so()
    {
        // 1,609,459,200 is 2021-01-01 on every Unix clock.
        Assert.Equal("2021-01-01T00:00:00Z", Given.Decode(Time("", "<Epoch>UNIX</Epoch>"), "5FEE6600", settings: new() { LeapSeconds = LeapSecondPolicy.Posix }).Value.ToString());
        Assert.Equal("2020-12-31T23:59:33Z", Given.Decode(Time("", "<Epoch>UNIX</Epoch>"), "5FEE6600").Value.ToString());
    }

    [Fact]
    public void Loses_no_nanosecond_in_sixty_four_bits()
    {
        var sample = Given.Decode(Time("", "<Epoch>TAI</Epoch>", "units='seconds' scale='1e-9'", "64"), "1B69B4BACD05F15F");

        var nanoseconds = (ulong)(((UInt128)sample.Value.AsInstant.Fraction * 1_000_000_000 + (UInt128.One << 63)) >> 64);
        Assert.Equal(0x1B69B4BACD05F15FUL, (ulong)sample.Value.AsInstant.Seconds * 1_000_000_000 + nanoseconds);
    }

    [Fact]
    public void Goes_on_from_another_time()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Time("", "<Epoch>GPS</Epoch>").Replace("'t'", "'coarse'", StringComparison.Ordinal) +
            "<AbsoluteTimeParameterType name='fine'><Encoding scale='0.0000152587890625'><IntegerDataEncoding sizeInBits='16'/></Encoding><ReferenceTime><OffsetFrom parameterRef='a'/></ReferenceTime></AbsoluteTimeParameterType>",
            Given.Parameters("a", "coarse", "b", "fine"), Given.Container("c", Given.Entry("a") + Given.Entry("b"))));

        Assert.Equal("1980-01-06T00:00:01.5Z", decoder.Decode(Given.Bytes("00000001 8000")).Samples[1].Value.ToString());
    }

    [Fact]
    public void May_be_a_length()
    {
        const string Type = "<RelativeTimeParameterType name='t'><Encoding units='seconds' scale='0.1'><IntegerDataEncoding sizeInBits='8' encoding='twosComplement'/></Encoding></RelativeTimeParameterType>";

        Assert.Equal("0.3 s", Given.Decode(Type, "03").Value.ToString());
        Assert.Equal("-0.3 s", Given.Decode(Type, "FD").Value.ToString());
    }

    [Fact]
    public void May_be_text()
    {
        const string Type = "<AbsoluteTimeParameterType name='t'><Encoding><StringDataEncoding><SizeInBits><Fixed><FixedValue>184</FixedValue></Fixed></SizeInBits></StringDataEncoding></Encoding><ReferenceTime><Epoch>TAI</Epoch></ReferenceTime></AbsoluteTimeParameterType>";

        Assert.Equal("2021-02-03T04:05:06.789Z", Given.Decode(Type, Convert.ToHexString("2021-02-03T04:05:06.789"u8)).Value.ToString());
    }

    [Fact]
    public void Without_an_epoch_stays_raw()
    {
        var reading = Given.Read(Given.Telemetry(Time("", ""), Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));

        Given.Finds(reading, "XT030", Severity.Error);
        Assert.Equal(SampleState.Uncalibrated, new PacketDecoder(reading.Database!, reading.Database!.FindContainer("c")!).Decode(new byte[4]).Samples[0].State);
    }

    [Fact]
    public void Reads_what_it_writes()
    {
        foreach (var text in (string[])["2016-12-31T23:59:60.25Z", "1972-06-30T23:59:60Z", "2026-11-21T10:44:12.000000000001Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
        {
            Assert.True(UtcText.TryRead(text, out var instant));
            Assert.Equal(text, instant.ToString());
        }
    }
}
