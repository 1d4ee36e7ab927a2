namespace Gantry.Xtce.Tests;

public sealed class NameTests
{
    private const string Types = "<IntegerParameterType name='u8' signed='false'><IntegerDataEncoding sizeInBits='8'/></IntegerParameterType>";

    private static XtceReading Inner(string reference) => Given.Read(Given.System($"""
        <TelemetryMetaData><ParameterTypeSet>{Types}</ParameterTypeSet><ParameterSet><Parameter name="up" parameterTypeRef="u8"/></ParameterSet></TelemetryMetaData>
        <SpaceSystem name="s"><TelemetryMetaData><ParameterSet><Parameter name="own" parameterTypeRef="/m/u8"/></ParameterSet>
        <ContainerSet><SequenceContainer name="c"><EntryList><ParameterRefEntry parameterRef="{reference}"/></EntryList></SequenceContainer></ContainerSet></TelemetryMetaData></SpaceSystem>
        """));

    private static string? Target(XtceReading reading) =>
        ((ParameterEntry)reading.Database!.FindContainer("c")!.Entries[0]).Parameter.Target?.QualifiedName;

    [Theory]
    [InlineData("own", "/m/s/own")]
    [InlineData("/m/s/own", "/m/s/own")]
    [InlineData("../up", "/m/up")]
    [InlineData("./own", "/m/s/own")]
    [InlineData("..//up", "/m/up")]
    [InlineData("../s/own", "/m/s/own")]
    public void Find_their_item(string reference, string item)
    {
        var reading = Inner(reference);

        Assert.Equal(item, Target(reading));
        Assert.Empty(reading.Diagnostics);
    }

    [Theory]
    [InlineData("up", "/m/up")]
    [InlineData("/s/own", "/m/s/own")]
    public void Are_found_farther_away_with_a_word(string reference, string item)
    {
        var reading = Inner(reference);

        Assert.Equal(item, Target(reading));
        Given.Finds(reading, "XT013", Severity.Note);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("../../../../up")]
    [InlineData("/")]
    public void That_lead_nowhere_break_their_container(string reference)
    {
        var reading = Inner(reference);

        Given.Finds(reading, "XT012", Severity.Warning);
        var decoder = new PacketDecoder(reading.Database!, reading.Database!.FindContainer("c")!);
        Assert.Equal(DecodeStatus.Undecodable, decoder.Decode(new byte[4]).Status);
    }

    [Fact]
    public void With_dots_are_whole_names_before_they_are_parts()
    {
        var reading = Given.Read(Given.Telemetry(
            Types + "<AggregateParameterType name='g'><MemberList><Member name='b' typeRef='u8'/></MemberList></AggregateParameterType>",
            Given.Parameters("a.b", "u8", "a", "g"), Given.Container("c", Given.Entry("a.b"))));

        Assert.Equal("/m/a.b", Target(reading));
        Given.Finds(reading, "XT014", Severity.Note);
        Given.Finds(reading, "XT010", Severity.Note);
    }

    [Fact]
    public void May_lead_into_aggregates_and_arrays()
    {
        var reading = Given.Read(Given.Telemetry(Types + """
            <ArrayParameterType name="list" arrayTypeRef="u8"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>3</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterType>
            <AggregateParameterType name="g"><MemberList><Member name="l" typeRef="list"/></MemberList></AggregateParameterType>
            """, Given.Parameter("a", "g"), Given.Container("c", Given.Entry("a.l[2]"))));

        var entry = (ParameterEntry)reading.Database!.FindContainer("c")!.Entries[0];
        Assert.Equal(["l", null], entry.Parameter.Path.Select(s => s.Member));
        Assert.IsType<IntegerType>(reading.Database.TypeOf(entry.Parameter));
    }

    [Fact]
    public void That_stand_twice_are_merged_when_they_say_the_same()
    {
        var same = Given.Read(Given.Telemetry(Types + Types, Given.Parameter("p", "u8"), Given.Container("c", Given.Entry("p"))));
        var other = Given.Read(Given.Telemetry(Types + Types.Replace("'8'", "'9'", StringComparison.Ordinal), Given.Parameter("p", "u8"), Given.Container("c", Given.Entry("p"))));

        Given.Finds(same, "XT011", Severity.Note);
        Given.Finds(other, "XT011", Severity.Error);
    }

    [Theory]
    [InlineData("<SequenceContainer name='c'><EntryList><ContainerRefEntry containerRef='c'/></EntryList></SequenceContainer>")]
    [InlineData("<SequenceContainer name='c'><EntryList/><BaseContainer containerRef='d'/></SequenceContainer><SequenceContainer name='d'><EntryList/><BaseContainer containerRef='c'/></SequenceContainer>")]
    [InlineData("<SequenceContainer name='c'><EntryList><ContainerRefEntry containerRef='d'/></EntryList></SequenceContainer><SequenceContainer name='d'><EntryList/><BaseContainer containerRef='c'/></SequenceContainer>")]
    public void That_lead_in_a_ring_are_cut(string containers)
    {
        var reading = Given.Read(Given.Telemetry(Types, "", containers));

        Given.Finds(reading, "XT015", Severity.Error);
        new PacketDecoder(reading.Database!, reading.Database!.FindContainer("c")!).Decode(new byte[8]);
    }

    [Fact]
    public void Of_types_in_a_ring_are_cut()
    {
        var reading = Given.Read(Given.Telemetry(
            "<AggregateParameterType name='g'><MemberList><Member name='x' typeRef='h'/></MemberList></AggregateParameterType><ArrayParameterType name='h' arrayTypeRef='g'/>",
            Given.Parameter("p", "g"), Given.Container("c", Given.Entry("p"))));

        Given.Finds(reading, "XT015", Severity.Error);
    }

    [Fact]
    public void Of_a_thousand_containers_in_a_chain_are_cut_where_no_mission_goes()
    {
        var chain = string.Concat(Enumerable.Range(1, 1000).Select(i => $"<SequenceContainer name='c{i}'><EntryList/><BaseContainer containerRef='c{i - 1}'/></SequenceContainer>"));
        var reading = Given.Read(Given.Telemetry(Types, "", "<SequenceContainer name='c0'><EntryList/></SequenceContainer>" + chain));

        Given.Finds(reading, "XT015", Severity.Error);
    }
}
