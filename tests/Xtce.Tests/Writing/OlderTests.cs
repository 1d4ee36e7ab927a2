using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

/// <summary>Databases written as XTCE 1.1, which has no words for much that was added later.</summary>
public sealed class OlderTests
{
    private const string U8 = """<IntegerParameterType name="u8" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerParameterType>""";

    [Fact]
    public void What_is_written_is_valid_says_the_same_and_decodes_the_same()
    {
        var (whole, refused) = (0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeDatabase(seed, isOlder: seed % 4 > 0);
            var database = Given.Read(some.Xml()).Database!;
            var (written, told) = Write(database.Root);
            if (told.Any(d => d.Severity == Severity.Error))
            {
                Assert.Empty(written);
                refused++;
                return;
            }
            whole++;
            var again = Given.ReadStrictly(written);
            AssertValid(again);
            Assert.Equal(OlderSystem.Fit(database.Root, new("", ReadingMode.Lenient, 1_000)), again.Database!.Root);
            Assert.Equal(written, Write(again.Database.Root).Xml);
            AssertSameValues(database, again.Database, some.Packets(30));
            // Whoever is told of nothing gets the same database.
            if (told.Count == 0)
                Assert.Empty(DatabaseDiff.Compare(database, again.Database).Changes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
        Assert.True(whole > 20 && refused > 20, $"{whole} were written and {refused} refused");
    }

    [Fact]
    public void Everything_is_refused_with_a_line_for_each_reason()
    {
        var (written, told) = Write(Given.Read(Everything.Xml).Database!.Root);
        Assert.Empty(written);
        Assert.All(told, d => Assert.True(d.Code is "XT090" or "XT091" && d.Line > 0 && d.File == "some.xml" && d.Path.StartsWith("/m", StringComparison.Ordinal), d.ToString()));
        foreach (var reason in (string[])["a spline of steps", "a float of 64 bits Ibm", "a text with a size and an end", "a label for a range", "the offset of a time", "a change threshold", "how many samples end an alarm", "a CRC with more", "an alarm inside", "the name of a fixed value", "the description of an entry"])
            Assert.Contains(told, d => d.Found.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_1_1_has_words_for_is_written_in_them()
    {
        var database = Given.Database(Older);
        var (written, told) = Write(database.Root);
        Assert.Empty(told);
        Assert.Empty(DatabaseDiff.Compare(database, Given.Read(written).Database!).Changes);
        AssertValid(Given.ReadStrictly(written));
        Assert.Equal(database.Root, Given.Read(written).Database!.Root);
    }

    [Theory]
    [InlineData("""<EnumeratedParameterType name="t"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="1" maxValue="200" label="B"/></EnumerationList></EnumeratedParameterType>""", "a label for a range of numbers", "C8")]
    [InlineData("""<IntegerParameterType name="t" signed="false"><IntegerDataEncoding sizeInBits="32" byteOrder="leastSignificantByteFirst"/><ValidRange minExclusive="3"/></IntegerParameterType>""", "the range (3, ∞) of whole numbers", "04000000", "03000000")]
    [InlineData("""<ArrayParameterType name="t" arrayTypeRef="u8"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>2</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterType>""", "the sizes of an array", "010203", "0102")]
    [InlineData("""<StringParameterType name="t"><StringDataEncoding encoding="US-ASCII"><Variable maxSizeInBits="80"><TerminationChar>00</TerminationChar></Variable></StringDataEncoding></StringParameterType>""", "a text in US-ASCII", "414200")]
    [InlineData("""<AbsoluteTimeParameterType name="t"><Encoding units="milliseconds" offset="7"><IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><Epoch>GPS</Epoch></ReferenceTime></AbsoluteTimeParameterType>""", "the epoch GPS", "00000FA0")]
    public void What_is_said_otherwise_is_told_and_decodes_the_same(string type, string told, params string[] packets)
    {
        var database = Given.Database(Given.Telemetry(U8 + type, Given.Parameters("p", "t"), Given.Container("c", Given.Entry("p")), type.Contains("milliseconds", StringComparison.Ordinal) ? Given.V13 : Given.V12));
        var (written, findings) = Write(database.Root);
        Assert.Contains(findings, d => d.Found.StartsWith(told, StringComparison.Ordinal) && d.Severity == Severity.Warning);
        var again = Given.ReadStrictly(written);
        AssertValid(again);
        AssertSameValues(database, again.Database!, [.. packets.Select(Given.Bytes)]);
    }

    [Theory]
    [InlineData("""<FloatParameterType name="t"><FloatDataEncoding sizeInBits="32" encoding="TI"/></FloatParameterType>""", "a float of 32 bits Ti")]
    [InlineData("""<FloatParameterType name="t"><FloatDataEncoding sizeInBits="16"/></FloatParameterType>""", "a float of 16 bits")]
    [InlineData("""<StringParameterType name="t"><StringDataEncoding encoding="ISO-8859-1"><SizeInBits><Fixed><FixedValue>8</FixedValue></Fixed></SizeInBits></StringDataEncoding></StringParameterType>""", "a text in ISO-8859-1")]
    [InlineData("""<AbsoluteTimeParameterType name="t"><Encoding><IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><Epoch>J2000</Epoch></ReferenceTime></AbsoluteTimeParameterType>""", "the epoch J2000")]
    [InlineData("""<BinaryParameterType name="t"><BinaryDataEncoding><SizeInBits><DynamicValue><ParameterInstanceRef parameterRef="q"/><LinearAdjustment slope="0.5"/></DynamicValue></SizeInBits></BinaryDataEncoding></BinaryParameterType>""", "a size of 0.5 times")]
    [InlineData("""<IntegerParameterType name="t"><IntegerDataEncoding sizeInBits="12" byteOrder="leastSignificantByteFirst"/></IntegerParameterType>""", "the least significant byte first")]
    [InlineData("""<IntegerParameterType name="t"><IntegerDataEncoding sizeInBits="8"><DefaultCalibrator><MathOperationCalibrator><ThisParameterOperand/><Operator>abs</Operator></MathOperationCalibrator></DefaultCalibrator></IntegerDataEncoding></IntegerParameterType>""", "the operator 'abs'")]
    public void What_would_decode_otherwise_is_refused(string type, string told)
    {
        var (written, findings) = Write(Given.Database(Given.Telemetry(U8 + type, Given.Parameters("q", "u8", "p", "t"), Given.Container("c", Given.Entry("q") + Given.Entry("p")))).Root);
        Assert.Empty(written);
        Assert.Contains(findings, d => d.Found.StartsWith(told, StringComparison.Ordinal) && d is { Severity: Severity.Error, Code: "XT090" });
    }

    [Fact]
    public void Commands_keep_their_octets()
    {
        var database = Given.Database(Given.System("""
            <CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="u8" signed="false"><IntegerDataEncoding sizeInBits="8"/><ValidRangeSet><ValidRange minInclusive="1" maxInclusive="5"/></ValidRangeSet></IntegerArgumentType>
            <ArrayArgumentType name="list" arrayTypeRef="u8"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>2</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentType></ArgumentTypeSet>
            <MetaCommandSet><MetaCommand name="GO"><ArgumentList><Argument name="list" argumentTypeRef="list"/></ArgumentList><CommandContainer name="GO"><EntryList><FixedValueEntry binaryValue="A5" sizeInBits="8"/><ArgumentRefEntry argumentRef="list"/></EntryList></CommandContainer>
            <DefaultSignificance consequenceLevel="forbidden"/><VerifierSet><CompleteVerifier><Comparison parameterRef="p" value="1"/></CompleteVerifier></VerifierSet></MetaCommand>
            <BlockMetaCommand name="ALL"><MetaCommandStepList><MetaCommandStep metaCommandRef="GO"><ArgumentAssigmentList><ArgumentAssignment argumentName="list" argumentValue="[1,2,3]"/></ArgumentAssigmentList></MetaCommandStep></MetaCommandStepList></BlockMetaCommand></MetaCommandSet></CommandMetaData>
            """.Replace("<CommandMetaData>", $"<TelemetryMetaData><ParameterTypeSet>{U8}</ParameterTypeSet><ParameterSet>{Given.Parameter("p", "u8")}</ParameterSet></TelemetryMetaData><CommandMetaData>", StringComparison.Ordinal)));
        var (written, told) = Write(database.Root);
        Assert.Equal(["the sizes of an array in its type", "the consequence Forbidden", "a verifier without a time"], told.OrderBy(d => d.Line).ThenBy(d => d.Column).Select(d => d.Found.Split(',')[0]));
        var again = Given.ReadStrictly(written);
        AssertValid(again);
        foreach (var one in (XtceDatabase[])[database, again.Database!])
            Assert.Equal("A5010503", Convert.ToHexString(new CommandEncoder(one).Encode(one.FindCommand("GO")!, new Dictionary<string, string> { ["list"] = "[1, 5, 3]" }).Bytes.Span));
        Assert.Equal("[1,2,3]", Assert.Single(Assert.Single(again.Database!.Root.BlockCommands).Steps[0].Assignments).Value);
    }

    // 1.1 wants criteria in each BaseContainer, which those who fly it leave out where there are none; that is told.
    private static void AssertValid(XtceReading reading) => Assert.DoesNotContain(
        reading.Diagnostics, d => d.Code is "XT000" or "XT002" or "XT004" or "XT005" || d.Code == "XT003" && !d.Found.Contains("RestrictionCriteria", StringComparison.Ordinal));

    private static void AssertSameValues(XtceDatabase before, XtceDatabase after, IReadOnlyList<byte[]> packets)
    {
        var (one, other) = (new PacketDecoder(before, RootContainers.Choose(before)!), new PacketDecoder(after, RootContainers.Choose(after)!));
        foreach (var packet in packets)
        {
            var (was, became) = (one.Decode(packet), other.Decode(packet));
            Assert.Equal((was.Status, was.Container?.Name), (became.Status, became.Container?.Name));
            Assert.Equal(was.Samples.Select(s => (s.Parameter.Name, s.Raw, s.Value, s.State, s.Bit)), became.Samples.Select(s => (s.Parameter.Name, s.Raw, s.Value, s.State, s.Bit)));
        }
    }

    private static (string Xml, IReadOnlyList<Diagnostic> Told) Write(SpaceSystem root)
    {
        using var stream = new MemoryStream();
        var told = XtceWriter.Write(root, stream, XtceVersion.V11, "some.xml");
        return (System.Text.Encoding.UTF8.GetString(stream.ToArray()), told);
    }

    /// <summary>A database of 1.1 with what is written otherwise there.</summary>
    private const string Older = """
        <SpaceSystem xmlns="http://www.omg.org/space/xtce" name="m" shortDescription="all" operationalStatus="test"><LongDescription>long</LongDescription>
        <Header version="1" date="2026" validationStatus="Draft"><AuthorSet><Author>a</Author></AuthorSet></Header>
        <TelemetryMetaData><ParameterTypeSet>
        <IntegerParameterType name="u16" signed="false" validRangeAppliesToCalibrated="false"><UnitSet><Unit power="2">m</Unit></UnitSet><IntegerDataEncoding sizeInBits="16" encoding="twosCompliment"><ErrorDetectCorrect><Parity type="Odd" bitsFromReference="1"/></ErrorDetectCorrect><ByteOrderList><Byte byteSignificance="0"/><Byte byteSignificance="1"/></ByteOrderList>
          <DefaultCalibrator name="c"><SplineCalibrator extrapolate="true"><SplinePoint raw="0" calibrated="1"/><SplinePoint raw="1" calibrated="2"/></SplineCalibrator></DefaultCalibrator></IntegerDataEncoding><ToString><NumberFormat numberBase="Hexadecimal" showThousandsGrouping="false"/></ToString><ValidRange minInclusive="0" maxInclusive="9"/>
          <DefaultAlarm minViolations="2"><CustomAlarm name="x"><AlgorithmText language="C">code</AlgorithmText><InputSet><ParameterInstanceRef parameterRef="p" inputName="y"/></InputSet></CustomAlarm><StaticAlarmRanges><WarningRange minExclusive="1"/></StaticAlarmRanges></DefaultAlarm></IntegerParameterType>
        <EnumeratedParameterType name="e"><UnitSet/><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="0" label="A"/></EnumerationList><DefaultAlarm defaultAlarmLevel="watch"><EnumerationAlarmList><EnumerationAlarm alarmLevel="critical" enumerationValue="A"/></EnumerationAlarmList></DefaultAlarm></EnumeratedParameterType>
        <StringParameterType name="s"><UnitSet/><StringDataEncoding><SizeInBits><LeadingSize sizeInBitsOfSizeTag="8"/></SizeInBits></StringDataEncoding></StringParameterType>
        <StringParameterType name="v"><UnitSet/><StringDataEncoding><SizeInBits><Fixed><DynamicValue><ParameterInstanceRef parameterRef="p"/><LinearAdjustment slope="8" intercept="-8"/></DynamicValue></Fixed></SizeInBits></StringDataEncoding></StringParameterType>
        <AbsoluteTimeParameterType name="t"><Encoding units="picoSeconds" scale="0.5"><IntegerDataEncoding sizeInBits="32"/></Encoding><ReferenceTime><Epoch>TAI</Epoch></ReferenceTime></AbsoluteTimeParameterType>
        <BinaryParameterType name="b"><UnitSet/><BinaryDataEncoding><SizeInBits><FixedValue>8</FixedValue></SizeInBits></BinaryDataEncoding><ContextAlarmList><ContextAlarm><AlarmConditions><WatchAlarm><Comparison parameterRef="p" value="1"/></WatchAlarm></AlarmConditions><ContextMatch><BooleanExpression><ORedConditions><Condition><ParameterInstanceRef parameterRef="p"/><ComparisonOperator>&lt;=</ComparisonOperator><Value>3</Value></Condition><Condition><ParameterInstanceRef parameterRef="p"/><ComparisonOperator>==</ComparisonOperator><ParameterInstanceRef parameterRef="p" instance="-1"/></Condition></ORedConditions></BooleanExpression></ContextMatch></ContextAlarm></ContextAlarmList></BinaryParameterType>
        <ArrayParameterType name="l" arrayTypeRef="e" numberOfDimensions="2"/>
        <AggregateParameterType name="g"><MemberList><Member name="x" typeRef="e"/></MemberList></AggregateParameterType>
        </ParameterTypeSet><ParameterSet><Parameter name="p" parameterTypeRef="u16"/><Parameter name="pl" parameterTypeRef="l"/><Parameter name="pt" parameterTypeRef="t"><ParameterProperties dataSource="local"><TimeAssociation parameterRef="pt" interpolateTime="false"/></ParameterProperties></Parameter></ParameterSet>
        <ContainerSet><SequenceContainer name="root" abstract="true"><BinaryEncoding><ErrorDetectCorrect><CRC bitsFromReference="16" reference="end"><Polynomial><Term coefficient="1" exponent="16"/><Term coefficient="1" exponent="12"/><Term coefficient="1" exponent="5"/><Term coefficient="1" exponent="0"/></Polynomial></CRC></ErrorDetectCorrect><SizeInBits><FixedValue>99</FixedValue></SizeInBits></BinaryEncoding>
          <EntryList><ParameterRefEntry parameterRef="p"/><ArrayParameterRefEntry parameterRef="pl"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayParameterRefEntry></EntryList></SequenceContainer></ContainerSet>
        <MessageSet name="ms"><Message name="msg"><MatchCriteria><Comparison parameterRef="p" value="1"/></MatchCriteria><ContainRef containerRef="root"/></Message></MessageSet>
        </TelemetryMetaData>
        <CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="au"><UnitSet/><IntegerDataEncoding encoding="onesCompliment"/><ValidRangeSet validRangeAppliesToCalibrated="false"><ValidRange minInclusive="1" maxInclusive="3"/></ValidRangeSet></IntegerArgumentType><ArrayArgumentType name="al" arrayTypeRef="au" numberOfDimensions="1"/></ArgumentTypeSet>
        <MetaCommandSet><MetaCommand name="go"><ArgumentList><Argument name="a" argumentTypeRef="al"/></ArgumentList><CommandContainer name="go"><EntryList><FixedValueEntry binaryValue="0A" sizeInBits="8"/><ArrayArgumentRefEntry parameterRef="a"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentRefEntry></EntryList></CommandContainer>
          <DefaultSignificance reasonForWarning="r" consequenceLevel="warning"/><VerifierSet><AcceptedVerifier><ContainerRef containerRef="root"/><CheckWindow timeToStopChecking="PT3S"/></AcceptedVerifier></VerifierSet></MetaCommand>
        <BlockMetaCommand name="blk"><MetaCommandStepList><MetaCommandStep metaCommandRef="go"><ArgumentList><Argument name="a" value="[1, 2]"/></ArgumentList></MetaCommandStep></MetaCommandStepList></BlockMetaCommand></MetaCommandSet></CommandMetaData>
        </SpaceSystem>
        """;
}
