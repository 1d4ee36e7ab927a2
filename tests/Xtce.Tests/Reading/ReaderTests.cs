namespace Gantry.Xtce.Tests;

public sealed class ReaderTests
{
    private static readonly string _plain = Given.Telemetry(
        Given.Unsigned("u8", 8), Given.Parameter("a", "u8"), Given.Container("c", Given.Entry("a")));

    [Fact]
    public void Reads_what_is_right_without_a_word()
    {
        var reading = Given.ReadStrictly(_plain);

        Assert.Empty(reading.Diagnostics);
        Assert.Equal("/m/a", reading.Database!.FindParameter("a")!.QualifiedName);
    }

    [Theory]
    [InlineData(Given.V11, XtceVersion.V11)]
    [InlineData(Given.V12, XtceVersion.V12)]
    [InlineData(Given.V13, XtceVersion.V13)]
    public void Knows_the_version_by_the_name_space(string nameSpace, XtceVersion version) =>
        Assert.Equal(version, Given.Read(Given.System("", nameSpace)).Database!.Version);

    [Theory]
    [InlineData("http://www.omg.org/space")]
    [InlineData("http://www.omg.org/spec/xtce")]
    [InlineData("")]
    public void Reads_name_spaces_of_the_wild_and_says_so(string nameSpace)
    {
        Given.Finds(Given.Read(Given.System("", nameSpace)), "XT001", Severity.Note);
        Given.Finds(Given.ReadStrictly(Given.System("", nameSpace)), "XT001", Severity.Error);
    }

    [Fact]
    public void Takes_any_prefix()
    {
        var xml = _plain.Replace("</", "</x:", StringComparison.Ordinal).Replace("<", "<x:", StringComparison.Ordinal).Replace("<x:/x:", "</x:", StringComparison.Ordinal).Replace("xmlns=", "xmlns:x=", StringComparison.Ordinal);

        Assert.Empty(Given.ReadStrictly(xml).Diagnostics);
    }

    [Fact]
    public void Refuses_a_dtd_and_what_it_would_open()
    {
        var reading = Given.Read("<!DOCTYPE SpaceSystem [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><SpaceSystem name=\"&x;\"/>");

        Assert.Null(reading.Database);
        Given.Finds(reading, "XT000", Severity.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<SpaceSystem")]
    [InlineData("<SpaceSystem name='m'>")]
    [InlineData("<other/>")]
    [InlineData("\0\0\0")]
    [InlineData("<SpaceSystem name='m'><TelemetryMetaData><ContainerSet><SequenceContainer name='c'>")]
    public void Says_of_what_is_no_database_that_it_is_none(string text)
    {
        var reading = Given.Read(text);

        Assert.Null(reading.Database);
        Given.Finds(reading, "XT000", Severity.Error);
    }

    [Fact]
    public void Ends_where_elements_nest_too_deep()
    {
        var xml = string.Concat(Enumerable.Repeat("<SpaceSystem name='m'>", 500)) + string.Concat(Enumerable.Repeat("</SpaceSystem>", 500));

        Assert.Contains(Given.Read(xml).Diagnostics, d => d.Code == "XT000" && d.Found.Contains("deep", StringComparison.Ordinal));
    }

    [Fact]
    public void Ends_where_there_is_too_much()
    {
        var limits = XtceLimits.Default with { Elements = 5 };

        Assert.Contains(Given.Read(_plain, new() { Limits = limits }).Diagnostics, d => d.Code == "XT000");
    }

    [Fact]
    public void Tells_line_and_place_of_what_it_does_not_know()
    {
        var reading = Given.Read(_plain.Replace("<ParameterSet>", "\n<ParameterSet colour='red'>", StringComparison.Ordinal));

        var one = Assert.Single(reading.Diagnostics);
        Assert.Equal(("XT004", Severity.Warning, 2), (one.Code, one.Severity, one.Line));
        Assert.Equal("/SpaceSystem[@name='m']/TelemetryMetaData/ParameterSet", one.Path);
        Assert.StartsWith("test.xml:2:", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_an_unknown_word_inside_a_container_badly()
    {
        var reading = Given.Read(_plain.Replace("<EntryList>", "<EntryList><ParamRefEntry parameterRef='a'/>", StringComparison.Ordinal));

        Given.Finds(reading, "XT004", Severity.Error);
        Assert.NotNull(reading.Database!.WhyBroken(reading.Database.FindContainer("c")!));
    }

    [Fact]
    public void Reads_a_container_that_names_its_base_first() =>
        Assert.Single(Given.Read(Given.Telemetry(
            Given.Unsigned("u8", 8), Given.Parameter("a", "u8"),
            Given.Container("c", Given.Entry("a")) + $"<SequenceContainer name='d'>{Given.Extends("c", Given.Equal("a", "1"))}<EntryList/></SequenceContainer>"))
            .Database!.FindContainer("c")!.Children);

    [Fact]
    public void Reads_a_description_that_was_written_as_an_element()
    {
        var reading = Given.Read(Given.Telemetry(
            Given.Unsigned("u8", 8), "<Parameter name='a' parameterTypeRef='u8'><ShortDescription>volts</ShortDescription></Parameter>", Given.Container("c", Given.Entry("a"))));

        Assert.Equal("volts", reading.Database!.FindParameter("a")!.About.Short);
        Given.Finds(reading, "XT004", Severity.Warning);
    }

    [Fact]
    public void Keeps_aliases_and_what_tools_wrote_for_themselves()
    {
        var parameter = Given.Read(Given.Telemetry(Given.Unsigned("u8", 8), """
            <Parameter name="a" parameterTypeRef="u8" shortDescription="s"><LongDescription>long</LongDescription>
            <AliasSet><Alias nameSpace="n" alias="A-1"/></AliasSet>
            <AncillaryDataSet><AncillaryData name="k" mimeType="text/x">v</AncillaryData></AncillaryDataSet></Parameter>
            """, Given.Container("c", Given.Entry("a")))).Database!.FindParameter("a")!;

        Assert.Equal(new Description("s", "long", [new("n", "A-1")], [new("k", "text/x", null, "v")]), parameter.About);
    }

    [Theory]
    [InlineData("signed", "XT022")]
    [InlineData("TWOSCOMPLEMENT", "XT022")]
    public void Knows_other_names_of_encodings(string word, string code)
    {
        var reading = Given.Read(Given.Telemetry(
            $"<IntegerParameterType name='t'><IntegerDataEncoding sizeInBits='8' encoding='{word}'/></IntegerParameterType>", Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));

        Given.Finds(reading, code, Severity.Note);
        Assert.Equal(IntegerFormat.TwosComplement, ((IntegerEncoding)reading.Database!.TypeOf(reading.Database.FindParameter("p")!)!.Encoding!).Format);
    }

    [Fact]
    public void Reads_the_sizes_and_orders_of_1_1()
    {
        var reading = Given.Read(Given.Telemetry("""
            <IntegerParameterType name="t"><UnitSet/><IntegerDataEncoding sizeInBits="16" encoding="twosCompliment"><ByteOrderList><Byte byteSignificance="0"/><Byte byteSignificance="1"/></ByteOrderList></IntegerDataEncoding></IntegerParameterType>
            <StringParameterType name="s"><UnitSet/><StringDataEncoding><SizeInBits><TerminationChar/></SizeInBits></StringDataEncoding></StringParameterType>
            """, Given.Parameters("p", "t", "q", "s"), Given.Container("c", Given.Entry("p") + Given.Entry("q")), Given.V11));

        Assert.Empty(reading.Diagnostics);
        var number = (IntegerEncoding)reading.Database!.TypeOf(reading.Database.FindParameter("p")!)!.Encoding!;
        Assert.Equal((IntegerFormat.TwosComplement, "0,1"), (number.Format, number.ByteOrder.ToString()));
        Assert.Equal("00", ((StringEncoding)reading.Database.TypeOf(reading.Database.FindParameter("q")!)!.Encoding!).Terminator);
    }

    [Fact]
    public void Says_when_a_file_uses_what_its_version_does_not_have()
    {
        var reading = Given.Read(Given.Telemetry(
            "<IntegerParameterType name='t'><UnitSet/><IntegerDataEncoding sizeInBits='16' byteOrder='leastSignificantByteFirst'/></IntegerParameterType>",
            Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p")), Given.V11));

        Given.Finds(reading, "XT002", Severity.Note);
    }

    [Fact]
    public void Gives_a_type_what_it_has_from_its_base()
    {
        var database = Given.Database(Given.Telemetry(
            Given.Unsigned("base", 12) + "<IntegerParameterType name='t' baseType='base'><UnitSet><Unit>V</Unit></UnitSet></IntegerParameterType>", Given.Parameter("p", "t"), Given.Container("c", Given.Entry("p"))));

        var type = Assert.IsType<IntegerType>(database.TypeOf(database.FindParameter("p")!));
        Assert.Equal((12, false, "V"), (((IntegerEncoding)type.Encoding!).SizeInBits, type.IsSigned, type.Units[0].Text));
    }
}
