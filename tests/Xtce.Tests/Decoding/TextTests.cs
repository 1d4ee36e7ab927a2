namespace Gantry.Xtce.Tests;

public sealed class TextTests
{
    private static string Text(string size, string encoding = "UTF-8") =>
        $"<StringParameterType name='t'><StringDataEncoding encoding='{encoding}'>{size}</StringDataEncoding></StringParameterType>";

    private static string Fixed(int bits, string more = "") => $"<SizeInBits><Fixed><FixedValue>{bits}</FixedValue></Fixed>{more}</SizeInBits>";

    private static DecodedPacket WithTail(string type, string hex, XtceSettings? settings = null) => Given.Decoder(
        Given.Telemetry(Given.Unsigned("u8", 8) + type, Given.Parameters("n", "u8", "p", "t", "tail", "u8"), Given.Container("c", Given.Entry("n") + Given.Entry("p") + Given.Entry("tail"))), settings)
        .Decode(Given.Bytes(hex));

    [Theory]
    [InlineData("<TerminationChar>00</TerminationChar>", "00 4142 00 43 07", "AB")]
    [InlineData("<TerminationChar/>", "00 4142 4344 07", "ABCD")]
    [InlineData("<LeadingSize sizeInBitsOfSizeTag='8'/>", "00 02 4142 43 07", "AB")]
    [InlineData("", "00 41424344 07", "ABCD")]
    public void Of_a_fixed_size_take_their_room_whole(string more, string hex, string text)
    {
        var packet = WithTail(Text(Fixed(32, more)), hex);

        Assert.Equal((text, 7UL), (packet.Samples[1].Value.AsText, packet.Samples[2].Value.AsUnsigned));
    }

    [Theory]
    [InlineData("<Variable maxSizeInBits='800'><TerminationChar>00</TerminationChar></Variable>", "00 4142 00 07", "AB")]
    [InlineData("<Variable maxSizeInBits='800'><LeadingSize sizeInBitsOfSizeTag='16'/></Variable>", "00 0002 4142 07", "AB")]
    [InlineData("<Variable maxSizeInBits='800'><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='8'/></DynamicValue></Variable>", "03 414243 07", "ABC")]
    [InlineData("<Variable maxSizeInBits='16'><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='8'/></DynamicValue></Variable>", "03 4142 07", "AB")]
    [InlineData("<Variable maxSizeInBits='80'><DiscreteLookupList><DiscreteLookup value='8'><Comparison parameterRef='n' value='1'/></DiscreteLookup><DiscreteLookup value='16'><Comparison parameterRef='n' value='2'/></DiscreteLookup></DiscreteLookupList></Variable>", "02 4142 07", "AB")]
    public void Of_a_size_of_their_own_end_where_they_say(string size, string hex, string text)
    {
        var packet = WithTail(Text(size), hex);

        Assert.Equal((text, 7UL), (packet.Samples[1].Value.AsText, packet.Samples[2].Value.AsUnsigned));
    }

    [Fact]
    public void Count_bits_where_the_setting_says_so()
    {
        var packet = WithTail(Text("<Variable maxSizeInBits='800'><LeadingSize sizeInBitsOfSizeTag='8'/></Variable>"), "00 10 4142 07", new() { LeadingSizes = LeadingSizeUnit.Bits });

        Assert.Equal("AB", packet.Samples[1].Value.AsText);
    }

    [Theory]
    [InlineData("UTF-16", "FEFF 0041 0000 07", "A")]
    [InlineData("UTF-16", "FFFE 4100 0000 07", "A")]
    [InlineData("UTF-16LE", "4100 0001 0000 07", "A\u0100")]
    [InlineData("UTF-16BE", "0100 0041 0000 07", "\u0100A")]
    [InlineData("UTF-8", "C3A9 0000 07", "é")]
    [InlineData("ISO-8859-1", "E9 0000 07", "é")]
    [InlineData("Windows-1252", "80 0000 07", "€")]
    [InlineData("US-ASCII", "E9 0000 07", "\uFFFD")]
    public void Are_read_in_their_characters(string encoding, string hex, string text) =>
        Assert.Equal(text, WithTail(Text("<Variable maxSizeInBits='800'><TerminationChar>0000</TerminationChar></Variable>", encoding), "00" + hex).Samples[1].Value.AsText);

    [Theory]
    [InlineData("<Variable maxSizeInBits='800'><LeadingSize sizeInBitsOfSizeTag='8'/></Variable>", "00 09 4142 07", DecodeStatus.TooShort)]
    [InlineData("<Variable maxSizeInBits='800'><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='8' intercept='-16'/></DynamicValue></Variable>", "01 07", DecodeStatus.BadSize)]
    [InlineData("<Variable maxSizeInBits='800'><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='1e300'/></DynamicValue></Variable>", "FF 07", DecodeStatus.BadSize)]
    public void That_cannot_be_leave_what_came_before(string size, string hex, DecodeStatus status)
    {
        var packet = WithTail(Text(size), hex);

        Assert.Equal((status, 1), (packet.Status, packet.Samples.Count));
        Assert.NotNull(packet.Reason);
    }

    [Fact]
    public void May_be_empty() => Assert.Equal(
        "", WithTail(Text("<Variable maxSizeInBits='800'><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='8'/></DynamicValue></Variable>"), "00 07").Samples[1].Value.AsText);

    [Fact]
    public void Of_bytes_are_slices_of_the_packet()
    {
        const string Type = "<BinaryParameterType name='t'><BinaryDataEncoding><SizeInBits><DynamicValue><ParameterInstanceRef parameterRef='n'/><LinearAdjustment slope='8'/></DynamicValue></SizeInBits></BinaryDataEncoding></BinaryParameterType>";

        var packet = WithTail(Type, "02 ABCD 07");

        Assert.Equal("ABCD", packet.Samples[1].Value.ToString());
        Assert.Equal(7UL, packet.Samples[2].Value.AsUnsigned);
    }
}
