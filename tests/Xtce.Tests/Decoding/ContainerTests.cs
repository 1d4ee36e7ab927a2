namespace Gantry.Xtce.Tests;

public sealed class ContainerTests
{
    private static readonly string _types = Given.Unsigned("u8", 8) + Given.Unsigned("u4", 4) + Given.Unsigned("u16", 16);
    private static readonly string _parameters = Given.Parameters("id", "u8", "a", "u8", "b", "u8", "c", "u16", "n", "u4");

    private static DecodedPacket Decode(string containers, string hex) =>
        Given.Decoder(Given.Telemetry(_types, _parameters, containers)).Decode(Given.Bytes(hex));

    private static string Values(DecodedPacket packet) => string.Join(' ', packet.Samples.Select(s => $"{s.Parameter.Name}={s.Value}"));

    private static string At(string from, int bits) =>
        $"<LocationInContainerInBits referenceLocation='{from}'><FixedValue>{bits}</FixedValue></LocationInContainerInBits>";

    private static string Root(string children) => Given.Container("root", Given.Entry("id"), "abstract='true'") + children;

    private static string Child(string name, string entry, string criteria) =>
        Given.Container(name, Given.Entry(entry), "", Given.Extends("root", criteria));

    [Fact]
    public void Are_found_by_their_criteria()
    {
        var containers = Root(Child("one", "a", Given.Equal("id", "1")) + Child("two", "c", Given.Equal("id", "0x02")));

        Assert.Equal("id=1 a=7", Values(Decode(containers, "0107")));
        Assert.Equal("id=2 c=7", Values(Decode(containers, "020007")));
    }

    [Fact]
    public void That_match_none_are_unidentified_with_their_header()
    {
        var packet = Decode(Root(Child("one", "a", Given.Equal("id", "1"))), "0907");

        Assert.Equal((DecodeStatus.Unidentified, "root", "id=9"), (packet.Status, packet.Container!.Name, Values(packet)));
    }

    [Fact]
    public void That_match_twice_are_the_first_and_marked()
    {
        var packet = Decode(Root(Child("one", "a", Given.Equal("id", "1")) + Child("two", "b", Given.Equal("id", "0", "comparisonOperator='&gt;'"))), "0107");

        Assert.Equal(("one", true), (packet.Container!.Name, packet.IsAmbiguous));
    }

    [Fact]
    public void Without_criteria_are_tried_last()
    {
        var always = "<SequenceContainer name='rest'><EntryList>" + Given.Entry("b") + "</EntryList><BaseContainer containerRef='root'/></SequenceContainer>";
        var containers = Root(always + Child("one", "a", Given.Equal("id", "1")));

        Assert.Equal("one", Decode(containers, "0107").Container!.Name);
        Assert.Equal("rest", Decode(containers, "0207").Container!.Name);
        Assert.False(Decode(containers, "0107").IsAmbiguous);
    }

    [Theory]
    [InlineData("<BooleanExpression><ANDedConditions><Condition><ParameterInstanceRef parameterRef='id'/><ComparisonOperator>&gt;=</ComparisonOperator><Value>3</Value></Condition><ORedConditions><Condition><ParameterInstanceRef parameterRef='id'/><ComparisonOperator>==</ComparisonOperator><Value>4</Value></Condition><Condition><ParameterInstanceRef parameterRef='id'/><ComparisonOperator>==</ComparisonOperator><Value>1</Value></Condition></ORedConditions></ANDedConditions></BooleanExpression>", 4)]
    [InlineData("<ComparisonList><Comparison parameterRef='id' value='2' comparisonOperator='&gt;'/><Comparison parameterRef='id' value='4' comparisonOperator='&lt;'/></ComparisonList>", 3)]
    [InlineData("<BooleanExpression><Condition><ParameterInstanceRef parameterRef='id'/><ComparisonOperator>==</ComparisonOperator><ParameterInstanceRef parameterRef='id'/></Condition></BooleanExpression>", 0)]
    public void May_have_expressions_for_criteria(string criteria, int only)
    {
        var containers = Root(Child("one", "a", criteria));

        foreach (var id in Enumerable.Range(1, 5))
            Assert.Equal(only == 0 || id == only ? "one" : "root", Decode(containers, $"{id:X2}07").Container!.Name);
    }

    [Theory]
    [InlineData("previousEntry", 8, "01 FF 07", "id=1 a=7", 24)]
    [InlineData("previousEntry", -4, "12 34", "id=18 a=35", 12)]
    [InlineData("containerStart", 0, "12 34", "id=18 a=18", 8)]
    [InlineData("containerStart", 16, "12 34 56 78", "id=18 a=86", 24)]
    [InlineData("containerEnd", 0, "12 34 56 78", "id=18 a=120", 32)]
    [InlineData("containerEnd", 8, "12 34 56 78", "id=18 a=86", 24)]
    public void Place_entries_where_they_say(string from, int bits, string hex, string values, int end)
    {
        var packet = Decode(Given.Container("root", Given.Entry("id") + Given.Entry("a", At(from, bits))), hex);

        Assert.Equal((values, DecodeStatus.Good), (Values(packet), packet.Status));
        Assert.Equal(end, packet.Samples[1].Bit + packet.Samples[1].Bits);
    }

    [Fact]
    public void Place_an_entry_before_the_next_one()
    {
        var entries = Given.Entry("id") + Given.Entry("a", At("nextEntry", 8)) + Given.Entry("b", At("containerStart", 32));

        Assert.Equal("id=1 a=3 b=5", Values(Decode(Given.Container("root", entries), "01 02 03 04 05")));
    }

    [Theory]
    [InlineData("containerStart", -8)]
    [InlineData("containerStart", 4000)]
    [InlineData("containerEnd", 4000)]
    public void That_point_outside_are_bad(string from, int bits) =>
        Assert.NotEqual(DecodeStatus.Good, Decode(Given.Container("root", Given.Entry("id") + Given.Entry("a", At(from, bits))), "0102").Status);

    [Fact]
    public void Leave_out_what_is_not_to_be_included()
    {
        var entries = Given.Entry("id") + Given.Entry("a", "<IncludeCondition>" + Given.Equal("id", "1") + "</IncludeCondition>") + Given.Entry("b");

        Assert.Equal("id=1 a=2 b=3", Values(Decode(Given.Container("root", entries), "010203")));
        Assert.Equal("id=9 b=2", Values(Decode(Given.Container("root", entries), "090203")));
    }

    [Fact]
    public void Repeat_entries_with_gaps()
    {
        const string Repeat = "<RepeatEntry><Count><DynamicValue><ParameterInstanceRef parameterRef='id'/></DynamicValue></Count><Offset><FixedValue>8</FixedValue></Offset></RepeatEntry>";
        var entries = Given.Entry("id") + Given.Entry("a", Repeat) + Given.Entry("b");

        var packet = Decode(Given.Container("root", entries), "03 01 FF 02 FF 03 09");

        Assert.Equal("id=3 a=1 a=2 a=3 b=9", Values(packet));
        Assert.Equal([0, 0, 1, 2, 0], packet.Samples.Select(s => s.Index));
        Assert.Equal("id=0 b=9", Values(Decode(Given.Container("root", entries), "00 09")));
    }

    [Fact]
    public void Hold_others_with_what_these_extend()
    {
        var packet = Decode(
            Given.Container("outer", Given.Entry("id") + "<ContainerRefEntry containerRef='inner'><RepeatEntry><Count><FixedValue>2</FixedValue></Count></RepeatEntry></ContainerRefEntry>" + Given.Entry("c")) +
            Given.Container("base", Given.Entry("a"), "abstract='true'") + Given.Container("inner", Given.Entry("b", At("containerStart", 8)), "", "<BaseContainer containerRef='base'/>") +
            Given.Container("more", "", "", Given.Extends("outer", Given.Equal("id", "1"))), "01 0A 0B 0C 0D 0007");

        Assert.Equal("id=1 a=10 b=11 a=12 b=13 c=7", Values(packet));
    }

    [Fact]
    public void Join_segments_of_a_parameter()
    {
        var entries = "<ParameterSegmentRefEntry parameterRef='c' order='2' sizeInBits='8'/>" + Given.Entry("id") + "<ParameterSegmentRefEntry parameterRef='c' order='1' sizeInBits='8'/>" + Given.Entry("a");

        Assert.Equal("id=2 c=769 a=4", Values(Decode(Given.Container("root", entries), "01 02 03 04")));
    }

    [Fact]
    public void Join_segments_of_a_container()
    {
        const string Entries = "<ContainerSegmentRefEntry containerRef='inner' sizeInBits='4'/><ParameterRefEntry parameterRef='id'/><ContainerSegmentRefEntry containerRef='inner' sizeInBits='4'/>";

        Assert.Equal("id=35 a=20", Values(Decode(
            Given.Container("outer", Entries) + Given.Container("inner", Given.Entry("a")) + Given.Container("x", "", "", Given.Extends("outer", Given.Equal("id", "1"))), "1234")));
    }

    [Fact]
    public void Ask_for_a_parameter_by_its_alias()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            _types, Given.Parameter("id", "u8") + "<Parameter name='dwell' parameterTypeRef='u16'><AliasSet><Alias nameSpace='memory' alias='5'/></AliasSet></Parameter>",
            Given.Container("root", Given.Entry("id") + "<IndirectParameterRefEntry aliasNameSpace='memory'><ParameterInstance parameterRef='id'/></IndirectParameterRefEntry>")));

        Assert.Equal("id=5 dwell=258", Values(decoder.Decode(Given.Bytes("050102"))));
        Assert.Equal(DecodeStatus.Undecodable, decoder.Decode(Given.Bytes("060102")).Status);
    }

    [Fact]
    public void Have_arrays_and_aggregates_of_any_nesting()
    {
        const string Types = """
            <AggregateParameterType name="point"><MemberList><Member name="x" typeRef="u8"/><Member name="y" typeRef="u8"/></MemberList></AggregateParameterType>
            <ArrayParameterType name="grid" arrayTypeRef="point"><DimensionList>
            <Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension>
            <Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><DynamicValue><ParameterInstanceRef parameterRef="id"/><LinearAdjustment slope="1" intercept="-1"/></DynamicValue></EndingIndex></Dimension>
            </DimensionList></ArrayParameterType>
            """;
        var decoder = Given.Decoder(Given.Telemetry(
            _types + Types, _parameters + Given.Parameter("g", "grid"),
            Given.Container("root", Given.Entry("id") + Given.Entry("g"), "abstract='true'") + Given.Container("leaf", Given.Entry("a"), "", Given.Extends("root", Given.Equal("g[1][0].y", "6")))));

        Assert.Equal("id=2 g=[{1, 2}, {3, 4}, {5, 6}, {7, 8}] a=9", Values(decoder.Decode(Given.Bytes("02 0102 0304 0506 0708 09"))));
        Assert.Equal("id=0 g=[]", Values(decoder.Decode(Given.Bytes("00 01"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0107")]
    public void That_are_cut_short_keep_what_they_have(string hex)
    {
        var packet = Decode(Given.Container("root", Given.Entry("id") + Given.Entry("a") + Given.Entry("c")), hex);

        Assert.Equal((DecodeStatus.TooShort, hex.Length / 2), (packet.Status, packet.Samples.Count));
    }

    [Fact]
    public void May_depend_on_earlier_packets()
    {
        var database = Given.Database(Given.Telemetry(_types, _parameters,
            Given.Container("root", Given.Entry("id"), "abstract='true'") + Child("one", "a", Given.Equal("id", "1")) +
            Given.Container("two", Given.Entry("b", "<IncludeCondition>" + Given.Equal("a", "5") + "</IncludeCondition>"), "", Given.Extends("root", Given.Equal("id", "2")))));
        var decoder = new PacketDecoder(database, database.FindContainer("root")!);
        var history = new History(database);

        Assert.Equal("id=2", Values(decoder.Decode(Given.Bytes("0207"), history)));
        decoder.Decode(Given.Bytes("0105"), history);
        Assert.Equal("id=2 b=7", Values(decoder.Decode(Given.Bytes("0207"), history)));
    }

    [Fact]
    public void Say_what_must_come_next()
    {
        var packet = Decode(Root(Child("one", "a", Given.Equal("id", "1") + "<NextContainer containerRef='two'/>") + Child("two", "b", Given.Equal("id", "2"))), "0107");

        Assert.Equal("two", packet.Next!.Name);
    }

    [Theory]
    [InlineData("313233343536373839 29B1", true)]
    [InlineData("313233343536373839 29B2", false)]
    public void Are_checked_by_their_code(string hex, bool isGood)
    {
        const string Check = "<BinaryEncoding><ErrorDetectCorrect><CRC width='16' bitsFromReference='16' reference='end'><Polynomial>1021</Polynomial><InitRemainder>FFFF</InitRemainder></CRC></ErrorDetectCorrect><SizeInBits><FixedValue>88</FixedValue></SizeInBits></BinaryEncoding>";

        Assert.Equal(isGood, Decode($"<SequenceContainer name='root'>{Check}<EntryList>{Given.Entry("id")}</EntryList></SequenceContainer>", hex).IsChecked);
    }
}
