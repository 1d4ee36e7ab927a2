namespace Gantry.Xtce.Tests;

public sealed class RuleTests
{
    private static readonly string _types = Given.Unsigned("u8", 8) + Given.Unsigned("u4", 4);
    private static readonly string _parameters = Given.Parameters("a", "u8", "b", "u8", "c", "u4");

    private static string Root(string children) => Given.Container("root", Given.Entry("a")) + children;

    private static string Child(string name, string criteria, string entries = "") => Given.Container(name, entries, "", Given.Extends("root", criteria));

    private static string OneType(string type) => Given.Telemetry(type, Given.Parameter("p", "t"), Given.Container("x", Given.Entry("p")));

    private static string Containers(string containers) => Given.Telemetry(_types, _parameters, containers);

    public static TheoryData<string, string, Severity, Severity> Breaches => new()
    {
        { "XT020", OneType("<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='32'/></IntegerParameterType>"), Severity.Note, Severity.Warning },
        { "XT021", OneType("<IntegerParameterType name='t' signed='false'><IntegerDataEncoding sizeInBits='40'/></IntegerParameterType>"), Severity.Note, Severity.Warning },
        { "XT023", OneType("<FloatParameterType name='t'><FloatDataEncoding sizeInBits='48'/></FloatParameterType>"), Severity.Error, Severity.Error },
        { "XT024", OneType("<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='12' byteOrder='leastSignificantByteFirst'/></IntegerParameterType>"), Severity.Warning, Severity.Error },
        { "XT025", OneType("<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='8' bitOrder='leastSignificantBitFirst'/></IntegerParameterType>"), Severity.Warning, Severity.Error },
        { "XT027", OneType("<EnumeratedParameterType name='t'><IntegerDataEncoding/><EnumerationList><Enumeration value='1' maxValue='5' label='A'/><Enumeration value='5' label='B'/></EnumerationList></EnumeratedParameterType>"), Severity.Note, Severity.Error },
        { "XT028", OneType("<IntegerParameterType name='t'/>"), Severity.Error, Severity.Error },
        { "XT031", OneType("<RelativeTimeParameterType name='t'><Encoding units='months'><IntegerDataEncoding/></Encoding></RelativeTimeParameterType>"), Severity.Warning, Severity.Warning },
        { "XT033", OneType("<AbsoluteTimeParameterType name='t'><Encoding><IntegerDataEncoding/></Encoding><ReferenceTime><Epoch>TAI</Epoch></ReferenceTime></AbsoluteTimeParameterType>"), Severity.Note, Severity.Warning },
        { "XT043", OneType(Given.Unsigned("u8", 8) + "<ArrayParameterType name='t' arrayTypeRef='u8'/>"), Severity.Error, Severity.Error },
        { "XT061", OneType("<FloatParameterType name='t'><IntegerDataEncoding><DefaultCalibrator><SplineCalibrator order='2'><SplinePoint raw='0' calibrated='0'/><SplinePoint raw='1' calibrated='1'/></SplineCalibrator></DefaultCalibrator></IntegerDataEncoding></FloatParameterType>"), Severity.Error, Severity.Error },
        { "XT062", OneType("<FloatParameterType name='t'><IntegerDataEncoding><DefaultCalibrator><PolynomialCalibrator><Term coefficient='1' exponent='1'/><Term coefficient='1' exponent='1'/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding></FloatParameterType>"), Severity.Note, Severity.Error },
        { "XT070", OneType("<IntegerParameterType name='t'><IntegerDataEncoding/><DefaultAlarm><StaticAlarmRanges><WarningRange minInclusive='5' maxInclusive='1'/></StaticAlarmRanges></DefaultAlarm></IntegerParameterType>"), Severity.Warning, Severity.Error },
        { "XT071", OneType("<EnumeratedParameterType name='t'><IntegerDataEncoding/><EnumerationList><Enumeration value='1' label='A'/></EnumerationList><DefaultAlarm><EnumerationAlarmList><EnumerationAlarm alarmLevel='watch' enumerationLabel='Z'/></EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>"), Severity.Warning, Severity.Error },
        { "XT042", Containers(Given.Container("root", Given.Entry("a", "<IncludeCondition>" + Given.Equal("b", "1") + "</IncludeCondition>") + Given.Entry("b"))), Severity.Warning, Severity.Error },
        { "XT050", Containers(Given.Container("root", Given.Entry("a", "<LocationInContainerInBits referenceLocation='containerEnd'><FixedValue>0</FixedValue></LocationInContainerInBits>"))), Severity.Warning, Severity.Warning },
        { "XT051", Containers(Given.Container("root", Given.Entry("a") + Given.Entry("b", "<LocationInContainerInBits><FixedValue>-2</FixedValue></LocationInContainerInBits>"))), Severity.Note, Severity.Warning },
        { "XT052", Containers(Given.Container("root", Given.Entry("a") + Given.Entry("b", "<LocationInContainerInBits><FixedValue>2</FixedValue></LocationInContainerInBits>"))), Severity.Note, Severity.Note },
        { "XT053", Containers(Root(Child("one", Given.Equal("a", "1")) + Child("two", Given.Equal("a", "0x01")))), Severity.Note, Severity.Warning },
        { "XT054", Containers(Root("<SequenceContainer name='one'><EntryList/><BaseContainer containerRef='root'/></SequenceContainer>")), Severity.Note, Severity.Warning },
        { "XT055", Containers(Root(Child("one", ""))), Severity.Note, Severity.Error },
        { "XT056", Containers(Root(Child("one", Given.Equal("a", "SAFE")))), Severity.Note, Severity.Error },
        { "XT057", Containers(Root(Child("one", Given.Equal("b", "1")))), Severity.Note, Severity.Warning },
        { "XT058", Containers(Root(Child("one", Given.Equal("a", "1"))) + Given.Container("alone", "")), Severity.Note, Severity.Warning },
        { "XT059", Containers(Given.Container("x", "") + Given.Container("y", "")), Severity.Warning, Severity.Error },
        {
            "XT080", Given.System("<CommandMetaData><MetaCommandSet><MetaCommand name='p'><CommandContainer name='p'><EntryList/></CommandContainer></MetaCommand><MetaCommand name='q'><BaseMetaCommand metaCommandRef='p'/><CommandContainer name='q'><EntryList/></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData>"),
            Severity.Warning, Severity.Error
        },
        {
            "XT081", Given.System("<CommandMetaData><ArgumentTypeSet><IntegerArgumentType name='t'><IntegerDataEncoding/></IntegerArgumentType></ArgumentTypeSet><MetaCommandSet><MetaCommand name='p'><ArgumentList><Argument name='x' argumentTypeRef='t'/></ArgumentList><CommandContainer name='p'><EntryList/></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData>"),
            Severity.Warning, Severity.Error
        },
        {
            "XT082", Given.System("<CommandMetaData><MetaCommandSet><MetaCommand name='p'><CommandContainer name='p'><EntryList><FixedValueEntry binaryValue='01' sizeInBits='16'/></EntryList></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData>"),
            Severity.Warning, Severity.Error
        },
        {
            "XT084", Given.System("<CommandMetaData><ArgumentTypeSet><IntegerArgumentType name='t'><IntegerDataEncoding/><ValidRangeSet><ValidRange minInclusive='1' maxInclusive='2'/></ValidRangeSet></IntegerArgumentType></ArgumentTypeSet><MetaCommandSet><MetaCommand name='p'><ArgumentList><Argument name='x' argumentTypeRef='t' initialValue='7'/></ArgumentList><CommandContainer name='p'><EntryList><ArgumentRefEntry argumentRef='x'/></EntryList></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData>"),
            Severity.Warning, Severity.Error
        },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Are_told_with_number_line_and_sentence(string code, string xml, Severity lenient, Severity strict)
    {
        Given.Finds(Given.Read(xml), code, lenient);
        Given.Finds(Given.ReadStrictly(xml), code, strict);
        Assert.All(Given.Read(xml).Diagnostics.Where(d => d.Code == code), d => Assert.True(d.Line > 0 && d.Found.Length > 0 && d.Path.Length > 0));
    }

    [Fact]
    public void Have_each_a_number_of_their_own() => Assert.Equal(Rule.All.Count, Rule.All.DistinctBy(r => r.Code).Count());

    [Fact]
    public void Let_children_be_many_when_constants_keep_them_apart() =>
        Assert.DoesNotContain(Given.Read(Containers(Root(string.Concat(Enumerable.Range(0, 50).Select(i => Child($"c{i}", Given.Equal("a", $"{i}"))))))).Diagnostics, d => d.Code == "XT053");

    [Fact]
    public void Take_a_label_for_a_value_of_its_enumeration() =>
        Assert.DoesNotContain(Given.ReadStrictly(Given.Telemetry(
            _types + "<EnumeratedParameterType name='e'><IntegerDataEncoding sizeInBits='8'/><EnumerationList><Enumeration value='1' label='A'/></EnumerationList></EnumeratedParameterType>",
            Given.Parameters("a", "e"), Root(Child("c", Given.Equal("a", "A"))))).Diagnostics, d => d.Code == "XT056");
}
