namespace Gantry.Xtce.Tests;

public sealed class DiffTests
{
    private const string Before = """
        <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="m"><TelemetryMetaData><ParameterTypeSet>
        <IntegerParameterType name="id" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerParameterType>
        <FloatParameterType name="volt"><UnitSet><Unit>V</Unit></UnitSet><IntegerDataEncoding sizeInBits="12"><DefaultCalibrator><PolynomialCalibrator><Term coefficient="0.5" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding><DefaultAlarm><StaticAlarmRanges><WarningRange minInclusive="0" maxInclusive="10"/></StaticAlarmRanges></DefaultAlarm></FloatParameterType>
        <EnumeratedParameterType name="mode"><IntegerDataEncoding sizeInBits="4"/><EnumerationList><Enumeration value="3" label="IDLE"/></EnumerationList></EnumeratedParameterType>
        </ParameterTypeSet><ParameterSet><Parameter name="ID" parameterTypeRef="id"/><Parameter name="V" parameterTypeRef="volt"/><Parameter name="M" parameterTypeRef="mode"/></ParameterSet>
        <ContainerSet><SequenceContainer name="root"><EntryList><ParameterRefEntry parameterRef="ID"/></EntryList></SequenceContainer>
        <SequenceContainer name="hk"><EntryList><ParameterRefEntry parameterRef="V"/><ParameterRefEntry parameterRef="M"/></EntryList><BaseContainer containerRef="root"><RestrictionCriteria><Comparison parameterRef="ID" value="11"/></RestrictionCriteria></BaseContainer></SequenceContainer>
        <SequenceContainer name="more"><EntryList/><BaseContainer containerRef="hk"><RestrictionCriteria><Comparison parameterRef="M" value="IDLE"/></RestrictionCriteria></BaseContainer></SequenceContainer>
        </ContainerSet></TelemetryMetaData><CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="a"><IntegerDataEncoding sizeInBits="8"/><ValidRangeSet><ValidRange minInclusive="0" maxInclusive="9"/></ValidRangeSet></IntegerArgumentType></ArgumentTypeSet>
        <MetaCommandSet><MetaCommand name="GO"><ArgumentList><Argument name="x" argumentTypeRef="a"/></ArgumentList><CommandContainer name="GO"><EntryList><ArgumentRefEntry argumentRef="x"/></EntryList></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData></SpaceSystem>
        """;

    private static DatabaseDifference Compare(string from, string to)
    {
        Assert.Contains(from, Before, StringComparison.Ordinal);
        return DatabaseDiff.Compare(Given.Database(Before), Given.Database(Before.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void Finds_nothing_where_nothing_changed_but_the_name_of_the_root() => Assert.Empty(Compare("name=\"m\"", "name=\"mission\"").Changes);

    [Theory]
    [InlineData("sizeInBits=\"8\"", "sizeInBits=\"8\" byteOrder=\"leastSignificantByteFirst\"")]
    [InlineData("sizeInBits=\"12\"", "sizeInBits=\"12\" byteOrder=\"mostSignificantByteFirst\"")]
    public void Finds_nothing_where_the_same_is_said_in_other_words(string from, string to) => Assert.Empty(Compare(from, to).Changes);

    [Theory]
    [InlineData("coefficient=\"0.5\"", "coefficient=\"0.25\"", "parameter V: is calibrated by 0.25 x (was calibrated by 0.5 x)")]
    [InlineData("maxInclusive=\"10\"", "maxInclusive=\"12\"", "parameter V: Warning is widened to [0, 12] (was [0, 10])")]
    [InlineData("maxInclusive=\"10\"", "maxInclusive=\"8\"", "parameter V: Warning is narrowed to [0, 8] (was [0, 10])")]
    [InlineData("label=\"IDLE\"/>", "label=\"SAFE\"/><Enumeration value=\"4\" label=\"IDLE\"/>", "parameter M: 3 is called 'SAFE' (was 'IDLE')")]
    [InlineData("<Unit>V</Unit>", "<Unit>mV</Unit>", "parameter V: is in mV (was in V)")]
    [InlineData("value=\"11\"", "value=\"12\"", "container hk: is found by ID == 12 (was found by ID == 11)")]
    [InlineData("maxInclusive=\"9\"", "maxInclusive=\"7\"", "command GO: its argument x its valid range is narrowed to [0, 7] (was [0, 9])")]
    [InlineData("sizeInBits=\"12\"", "sizeInBits=\"16\"", "container hk: M lies at bit 24 (was at 20)")]
    [InlineData("<Parameter name=\"M\"", "<Parameter name=\"N\" parameterTypeRef=\"id\"/><Parameter name=\"M\"", "parameter N: is new")]
    public void Says_in_words_what_changed(string from, string to, string sentence) =>
        Assert.Contains(sentence, Compare(from, to).Changes.Select(c => c.ToString()));

    [Fact]
    public void Tells_which_packets_values_and_limits_are_touched()
    {
        var moved = Compare("sizeInBits=\"12\"", "sizeInBits=\"16\"");
        Assert.Equal(["hk", "more"], moved.Packets);
        Assert.Equal(["V"], moved.Values);
        Assert.Empty(moved.Limits);

        var wider = Compare("maxInclusive=\"10\"", "maxInclusive=\"12\"");
        Assert.Equal(["V"], wider.Limits);
        Assert.Empty(wider.Packets);
        Assert.Equal(["GO"], Compare("maxInclusive=\"9\"", "maxInclusive=\"7\"").Commands);
    }
}
