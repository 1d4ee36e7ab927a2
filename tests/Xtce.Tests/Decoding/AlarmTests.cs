namespace Gantry.Xtce.Tests;

public sealed class AlarmTests
{
    private static string Type(string alarm, string attributes = "") =>
        $"<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='8' encoding='twosComplement'/><DefaultAlarm {attributes}>{alarm}</DefaultAlarm></IntegerParameterType>";

    [Theory]
    [InlineData("0A", ConcernLevel.Normal)]
    [InlineData("0B", ConcernLevel.Warning)]
    [InlineData("14", ConcernLevel.Warning)]
    [InlineData("15", ConcernLevel.Critical)]
    [InlineData("FF", ConcernLevel.Warning)]
    public void Begin_where_their_range_ends(string hex, ConcernLevel level) => Assert.Equal(level, Given.Decode(Type(
        "<StaticAlarmRanges><WarningRange minInclusive='0' maxInclusive='10'/><CriticalRange minInclusive='-10' maxInclusive='20'/></StaticAlarmRanges>"), hex).Level);

    [Theory]
    [InlineData("0A", ConcernLevel.Warning)]
    [InlineData("0B", ConcernLevel.Normal)]
    public void Begin_where_their_range_does_when_it_is_inside(string hex, ConcernLevel level) => Assert.Equal(level, Given.Decode(Type(
        "<StaticAlarmRanges rangeForm='inside'><WarningRange minInclusive='0' maxInclusive='10'/></StaticAlarmRanges>"), hex).Level);

    [Fact]
    public void Tell_bounds_that_belong_from_those_that_do_not()
    {
        var range = new NumberRange(null, 1, 2, null);

        Assert.Equal([false, true, true, false, false], new[] { 1, 1.5, 2, 2.5, double.NaN }.Select(range.Holds));
    }

    [Theory]
    [InlineData("05", ConcernLevel.Watch)]
    [InlineData("08", ConcernLevel.Severe)]
    [InlineData("00", ConcernLevel.Normal)]
    public void Take_the_worst_of_several_ranges(string hex, ConcernLevel level) => Assert.Equal(level, Given.Decode(Type(
        "<AlarmMultiRanges><Range level='watch' rangeForm='inside' minInclusive='4' maxInclusive='9'/><Range level='severe' rangeForm='inside' minInclusive='7' maxInclusive='8'/></AlarmMultiRanges>"), hex).Level);

    [Theory]
    [InlineData("00", ConcernLevel.Normal)]
    [InlineData("01", ConcernLevel.Critical)]
    [InlineData("02", ConcernLevel.Watch)]
    public void Of_enumerations_go_by_labels(string hex, ConcernLevel level) => Assert.Equal(level, Given.Decode("""
        <EnumeratedParameterType name="t"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="0" label="OK"/><Enumeration value="1" label="BAD"/></EnumerationList>
        <DefaultAlarm defaultAlarmLevel="watch"><EnumerationAlarmList><EnumerationAlarm alarmLevel="critical" enumerationLabel="BAD"/><EnumerationAlarm alarmLevel="normal" enumerationLabel="OK"/></EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>
        """, hex).Level);

    [Theory]
    [InlineData("FAULT7", ConcernLevel.Severe)]
    [InlineData("FAULTY", ConcernLevel.Normal)]
    public void Of_texts_go_by_patterns(string text, ConcernLevel level) => Assert.Equal(level, Given.Decode("""
        <StringParameterType name="t"><StringDataEncoding><SizeInBits><Fixed><FixedValue>48</FixedValue></Fixed></SizeInBits></StringDataEncoding>
        <DefaultAlarm><StringAlarmList><StringAlarm alarmLevel="severe" matchPattern="FAULT[0-9]"/></StringAlarmList></DefaultAlarm></StringParameterType>
        """, Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(text))).Level);

    [Fact]
    public void Of_contexts_come_before_the_default_and_conditions_count_too()
    {
        var decoder = Given.Decoder(Given.Telemetry(Given.Unsigned("u8", 8) + """
            <IntegerParameterType name="t" signed="false"><IntegerDataEncoding sizeInBits="8"/>
            <DefaultAlarm><AlarmConditions><DistressAlarm><Comparison parameterRef="mode" value="9"/></DistressAlarm></AlarmConditions></DefaultAlarm>
            <ContextAlarmList><ContextAlarm><StaticAlarmRanges><WatchRange maxInclusive="5"/></StaticAlarmRanges><ContextMatch><Comparison parameterRef="mode" value="1"/></ContextMatch></ContextAlarm></ContextAlarmList></IntegerParameterType>
            """, Given.Parameters("p", "t", "mode", "u8"), Given.Container("c", Given.Entry("p") + Given.Entry("mode"))));

        Assert.Equal([ConcernLevel.Watch, ConcernLevel.Normal, ConcernLevel.Distress], new[] { "0601", "0600", "0609" }.Select(hex => decoder.Decode(Given.Bytes(hex)).Samples[0].Level));
    }

    [Fact]
    public void Say_nothing_of_a_value_that_is_not_to_be_believed()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Given.Unsigned("u8", 8) + Type("<StaticAlarmRanges><WarningRange maxInclusive='1'/></StaticAlarmRanges>"),
            Given.Parameter("on", "u8") + "<Parameter name='p' parameterTypeRef='t'><ParameterProperties><ValidityCondition><Comparison parameterRef='on' value='1'/></ValidityCondition></ParameterProperties></Parameter>",
            Given.Container("c", Given.Entry("p") + Given.Entry("on"))));

        Assert.Equal((SampleState.Good, ConcernLevel.Warning), (decoder.Decode(Given.Bytes("0201")).Samples[0].State, decoder.Decode(Given.Bytes("0201")).Samples[0].Level));
        Assert.Equal((SampleState.Invalid, ConcernLevel.Normal), (decoder.Decode(Given.Bytes("0200")).Samples[0].State, decoder.Decode(Given.Bytes("0200")).Samples[0].Level));
    }

    [Fact]
    public void Wait_for_enough_violations_and_enough_good_values()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Type("<StaticAlarmRanges><WarningRange maxInclusive='1'/></StaticAlarmRanges>", "minViolations='2' minConformance='3'"), Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));
        var watch = new AlarmWatch(decoder);

        var levels = new[] { 5, 0, 5, 5, 0, 0, 5, 0, 0, 0 }.Select((v, i) => watch.Follow(decoder.Decode(new[] { (byte)v }).Samples[0], new(i, 0)).Level);

        const ConcernLevel W = ConcernLevel.Warning, N = ConcernLevel.Normal;
        Assert.Equal([N, N, N, W, W, W, W, W, W, N], levels);
    }

    [Fact]
    public void Notice_what_changes_too_fast()
    {
        var decoder = Given.Decoder(Given.Telemetry(
            Type("<ChangeAlarmRanges changeType='changePerSecond'><CriticalRange maxInclusive='2'/></ChangeAlarmRanges>"), Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));
        var watch = new AlarmWatch(decoder);

        var levels = new[] { 0, 2, 5, 6 }.Select((v, i) => watch.Follow(decoder.Decode(new[] { (byte)v }).Samples[0], new(i, 0)).Level);

        Assert.Equal([ConcernLevel.Normal, ConcernLevel.Normal, ConcernLevel.Critical, ConcernLevel.Normal], levels);
    }
}
