using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

/// <summary>Arguments that are arrays and aggregates.</summary>
public sealed class PartedArgumentTests
{
    private static readonly XtceDatabase _database = Given.Database(Given.System("""
        <CommandMetaData><ArgumentTypeSet>
        <IntegerArgumentType name="u8" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerArgumentType>
        <IntegerArgumentType name="gain" signed="false" initialValue="7"><IntegerDataEncoding sizeInBits="8"/><ValidRangeSet><ValidRange minInclusive="1" maxInclusive="9"/></ValidRangeSet></IntegerArgumentType>
        <EnumeratedArgumentType name="mode"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="2" label="SAFE"/><Enumeration value="3" label="IDLE"/></EnumerationList></EnumeratedArgumentType>
        <ArrayArgumentType name="gains" arrayTypeRef="gain"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><DynamicValue><ArgumentInstanceRef argumentRef="n"/><LinearAdjustment slope="1" intercept="-1"/></DynamicValue></EndingIndex></Dimension></DimensionList></ArrayArgumentType>
        <AggregateArgumentType name="state"><MemberList><Member name="mode" typeRef="mode" initialValue="IDLE"/><Member name="gains" typeRef="gains"/></MemberList></AggregateArgumentType>
        <ArrayArgumentType name="grid" arrayTypeRef="u8"><DimensionList><Dimension><StartingIndex><FixedValue>1</FixedValue></StartingIndex><EndingIndex><FixedValue>2</FixedValue></EndingIndex></Dimension><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentType>
        <ArrayArgumentType name="bare" arrayTypeRef="u8"/>
        </ArgumentTypeSet><MetaCommandSet>
        <MetaCommand name="SET"><ArgumentList><Argument name="state" argumentTypeRef="state"/><Argument name="n" argumentTypeRef="u8" initialValue="2"/></ArgumentList><CommandContainer name="SET"><EntryList><FixedValueEntry binaryValue="A1" sizeInBits="8"/><ArgumentRefEntry argumentRef="n"/><ArgumentRefEntry argumentRef="state"/></EntryList></CommandContainer></MetaCommand>
        <MetaCommand name="SAFE"><BaseMetaCommand metaCommandRef="SET"><ArgumentAssignmentList><ArgumentAssignment argumentName="state.mode" argumentValue="SAFE"/></ArgumentAssignmentList></BaseMetaCommand></MetaCommand>
        <MetaCommand name="GRID"><ArgumentList><Argument name="grid" argumentTypeRef="grid" initialValue="[[1, 2], [3, 4]]"/></ArgumentList><CommandContainer name="GRID"><EntryList><FixedValueEntry binaryValue="A2" sizeInBits="8"/><ArgumentRefEntry argumentRef="grid"/></EntryList></CommandContainer></MetaCommand>
        <MetaCommand name="BARE"><ArgumentList><Argument name="list" argumentTypeRef="bare"/></ArgumentList><CommandContainer name="BARE"><EntryList><FixedValueEntry binaryValue="A3" sizeInBits="8"/><ArrayArgumentRefEntry argumentRef="list"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>2</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentRefEntry></EntryList></CommandContainer></MetaCommand>
        <MetaCommand name="LOST"><ArgumentList><Argument name="list" argumentTypeRef="bare"/></ArgumentList><CommandContainer name="LOST"><EntryList><ArgumentRefEntry argumentRef="list"/></EntryList></CommandContainer></MetaCommand>
        </MetaCommandSet></CommandMetaData>
        """));

    private static EncodedCommand Encode(string name, params string[] arguments) =>
        new CommandEncoder(_database).Encode(_database.FindCommand(name)!, arguments.Chunk(2).ToDictionary(p => p[0], p => p[1]));

    [Theory]
    [InlineData("SET", "SET", "A102030707", "{IDLE, [7, 7]}")]
    [InlineData("SET", "SAFE", "A102020109", "{SAFE, [1, 9]}", "state", """{"mode": "SAFE", "gains": [1, "9"]}""")]
    [InlineData("SET", "SAFE", "A102020105", "{SAFE, [1, 5]}", "state", """{"mode": "SAFE", "gains": [1, 9]}""", "state.gains[1]", "5")]
    [InlineData("SET", "SET", "A10303070407", "{IDLE, [7, 4, 7]}", "n", "3", "state.gains", "[null, 4, null]")]
    [InlineData("SET", "SAFE", "A10002", "{SAFE, []}", "n", "0", "state.mode", "SAFE")]
    [InlineData("SAFE", "SAFE", "A102020707", "{SAFE, [7, 7]}")]
    [InlineData("GRID", "GRID", "A201020304", "[1, 2, 3, 4]")]
    [InlineData("GRID", "GRID", "A201050304", "[1, 5, 3, 4]", "grid[1][1]", "5")]
    [InlineData("GRID", "GRID", "A201020809", "[1, 2, 8, 9]", "grid[2]", "[8, 9]")]
    [InlineData("BARE", "BARE", "A3010203", "[1, 2, 3]", "list", "[1, 2, 3]")]
    public void Become_bytes_and_are_found_again(string name, string found, string hex, string value, params string[] arguments)
    {
        var encoded = Encode(name, arguments);

        Assert.True(encoded.IsGood, string.Join('\n', encoded.Faults));
        Assert.Equal(hex, Convert.ToHexString(encoded.Bytes.Span));
        var decoded = new CommandDecoder(_database).Decode(encoded.Bytes)!;
        Assert.Equal(found, decoded.Command.Name);
        Assert.Equal(value, decoded.Arguments[name switch { "GRID" => "grid", "BARE" => "list", _ => "state" }].ToString());
    }

    [Theory]
    [InlineData("SET", "state.gains[1]: 10 is out of [1, 9]", "state.gains", "[1, 10]")]
    [InlineData("SET", "state.mode: 'FAST' is none of SAFE, IDLE", "state", """{"mode": "FAST"}""")]
    [InlineData("SET", "state has members, so 'SAFE' cannot be one: give a JSON object with mode, gains, or one member at a time as in state.mode", "state", "SAFE")]
    [InlineData("SET", "state has no state.speed; its members are mode, gains", "state.speed", "3")]
    [InlineData("SET", "state.gains has items, so '5' cannot be one: give a JSON list of 2, state.gains[0] to state.gains[1], or one item at a time as in state.gains[0]", "state.gains", "5")]
    [InlineData("SET", "state.gains was given 3 items and needs 2, state.gains[0] to state.gains[1]", "state.gains", "[1, 2, 3]")]
    [InlineData("SET", "state.gains has no state.gains[2]; its items are 2, state.gains[0] to state.gains[1]", "state.gains[2]", "3")]
    [InlineData("SET", "state.gains has no state.gains[0]; its items are none", "n", "0", "state.gains[0]", "3")]
    [InlineData("SET", "state.mode is one value and cannot be '[\"SAFE\"]'", "state", """{"mode": ["SAFE"]}""")]
    [InlineData("SET", "state.mode is one value and has no state.mode.x", "state.mode.x", "3")]
    [InlineData("SET", "state has members, so '{\"mode\": 1, \"mode\": 2}' cannot be one", "state", """{"mode": 1, "mode": 2}""")]
    [InlineData("SET", "there is no argument 'speed[1]'; there are state, n", "speed[1]", "1")]
    [InlineData("SAFE", "state.mode is SAFE in this command and cannot be IDLE", "state", """{"mode": "IDLE"}""")]
    [InlineData("GRID", "grid[2] has no grid[2][2]; its items are 2, grid[2][0] to grid[2][1]", "grid[2][2]", "5")]
    [InlineData("GRID", "grid[1][0]: 'x' is no number", "grid[1][0]", "x")]
    [InlineData("BARE", "list[1] needs a value", "list[0]", "1", "list[2]", "1")]
    [InlineData("LOST", "nobody says how large list is", "list", "[1]")]
    public void That_cannot_be_name_the_part_and_the_way_out(string name, string fault, params string[] arguments) =>
        Assert.Contains(Encode(name, arguments).Faults, f => f.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Larger_than_any_command_are_refused_before_they_fill_the_memory()
    {
        string Array(string name, string of) => $"<ArrayArgumentType name='{name}' arrayTypeRef='{of}'><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>59999</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentType>";
        foreach (var initial in (string[])["initialValue='1'", ""])
        {
            var database = Given.Database(Given.System($"""
                <CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="u8" {initial}><IntegerDataEncoding sizeInBits="8"/></IntegerArgumentType>{Array("a", "u8")}{Array("b", "a")}{Array("c", "b")}</ArgumentTypeSet>
                <MetaCommandSet><MetaCommand name="GO"><ArgumentList><Argument name="all" argumentTypeRef="c"/></ArgumentList><CommandContainer name="GO"><EntryList><ArgumentRefEntry argumentRef="all"/></EntryList></CommandContainer></MetaCommand></MetaCommandSet></CommandMetaData>
                """));
            var faults = new CommandEncoder(database).Encode(database.FindCommand("GO")!, new Dictionary<string, string>()).Faults;
            Assert.InRange(faults.Count, 1, 100);
            Assert.Contains(initial.Length > 0 ? "there are more than a million values, from all[0][16]" : "all[0][0][0] needs a value", faults[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_which_bits_are_which_part() =>
        Assert.Equal(["fixed", "n", "state.mode", "state.gains[0]", "state.gains[1]"], Encode("SET").Fields.Select(f => f.Name));

    [Fact]
    public void Of_any_shape_come_back_as_they_were_given() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var some = new SomeCommand(seed);
            var database = Given.Database(some.Xml);
            var encoded = new CommandEncoder(database).Encode(database.FindCommand("GO")!, some.Said);
            Assert.True(encoded.IsGood, string.Join('\n', encoded.Faults));

            var decoded = new CommandDecoder(database).Decode(encoded.Bytes);
            Assert.NotNull(decoded);
            Assert.Equal(encoded.Arguments.OrderBy(a => a.Key).Select(a => $"{a.Key} = {a.Value}"), decoded.Arguments.OrderBy(a => a.Key).Select(a => $"{a.Key} = {a.Value}"));
            Assert.Equal(some.Values.OrderBy(v => v.Key).Select(v => $"{v.Key} = {v.Value}"), encoded.Fields.Where(f => f.Name != "fixed").OrderBy(f => f.Name).Select(f => $"{f.Name} = {f.Value}"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Are_answered_whatever_is_said_of_them() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var some = new SomeCommand(chance.Next(100));
            var database = Given.Database(some.Xml);
            var said = some.Said.Select(g => KeyValuePair.Create(Slip(g.Key, chance), Slip(g.Value, chance))).DistinctBy(g => g.Key).ToDictionary();
            var encoded = new CommandEncoder(database).Encode(database.FindCommand("GO")!, said);
            Assert.All(encoded.Faults, f => Assert.InRange(f.Length, 5, 2_000));
            var bytes = encoded.Bytes.ToArray();
            for (var i = chance.Next(3); i > 0 && bytes.Length > 0; i--)
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            new CommandDecoder(database).Decode(bytes.AsMemory(0, chance.Next(bytes.Length + 1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static string Slip(string text, System.Random chance)
    {
        const string words = "[]{}.,:\"09xm-e ";
        var all = text.ToList();
        for (var i = chance.Next(3); i > 0; i--)
        {
            var at = chance.Next(all.Count + 1);
            if (chance.Next(2) == 0 || at == all.Count)
                all.Insert(at, words[chance.Next(words.Length)]);
            else
                all.RemoveAt(at);
        }
        return string.Concat(all);
    }
}
