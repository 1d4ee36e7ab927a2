using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

/// <summary>Commands become octets, and say what they depend on.</summary>
public sealed class XtceEncodeCommandTests : IDisposable
{
    private readonly SomeTelemetry _some = new();
    private readonly string _database;

    public XtceEncodeCommandTests() => _database = _some.Write("commands.xml", SamplePackets.Xml("0.5").Replace("</SpaceSystem>", """
        <CommandMetaData><ArgumentTypeSet>
        <IntegerArgumentType name="u8" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerArgumentType>
        <ArrayArgumentType name="pair" arrayTypeRef="u8"><DimensionList><Dimension><StartingIndex><FixedValue>0</FixedValue></StartingIndex><EndingIndex><FixedValue>1</FixedValue></EndingIndex></Dimension></DimensionList></ArrayArgumentType>
        <AggregateArgumentType name="state"><MemberList><Member name="level" typeRef="u8"/><Member name="gains" typeRef="pair"/></MemberList></AggregateArgumentType>
        </ArgumentTypeSet><MetaCommandSet><MetaCommand name="SET"><ArgumentList><Argument name="state" argumentTypeRef="state"/></ArgumentList>
        <CommandContainer name="SET"><EntryList><FixedValueEntry binaryValue="A5" sizeInBits="8"/><ArgumentRefEntry argumentRef="state"/></EntryList></CommandContainer>
        <TransmissionConstraintList><TransmissionConstraint timeOut="PT10S"><Comparison parameterRef="VOLTAGE" comparisonOperator="&gt;" value="8"/></TransmissionConstraint></TransmissionConstraintList>
        <DefaultSignificance reasonForWarning="it may burn" consequenceLevel="critical"/></MetaCommand></MetaCommandSet></CommandMetaData></SpaceSystem>
        """, StringComparison.Ordinal));

    public void Dispose() => _some.Dispose();

    [Fact]
    public async Task Parts_are_given_one_by_one_or_as_json()
    {
        var said = await RunAsync("xtce", "encode", _database, "SET", "state.level=7", "state.gains=[1, 2]", "state.gains[1]=9");
        Assert.Equal(ExitCode.Done, said.Code);
        Assert.StartsWith("A5070109\n", said.Out, StringComparison.Ordinal);
        Assert.Matches("24 +8 +state.gains\\[1\\] +9\n", said.Out);
        Assert.Contains("consequence critical: it may burn\n", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constraints_are_held_against_what_was_received()
    {
        string[] words = ["xtce", "encode", _database, "SET", """state={"level": 7, "gains": [1, 2]}"""];
        Assert.Contains("not met: VOLTAGE > 8 (waited for 10.0 s)\n  VOLTAGE > 8 does not hold: nothing was received of VOLTAGE\n", (await RunAsync(words)).Out, StringComparison.Ordinal);
        Assert.Contains("\nmet: VOLTAGE > 8 ", (await RunAsync([.. words, "--packets", _some.Packets])).Out, StringComparison.Ordinal);
        Assert.Contains("\"isMet\": true", (await RunAsync([.. words, "--packets", _some.Packets, "--json"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_said_with_a_command_is_printed()
    {
        var said = await RunAsync("xtce", "print", _database, "SET");
        Assert.Matches("arguments +state \\(aggregate of level, gains\\)\n", said.Out);
        Assert.Matches("must hold +VOLTAGE > 8\n", said.Out);
    }

    [Theory]
    [InlineData("state.level needs a value", "SET", "state.gains=[1,2]")]
    [InlineData("state.gains was given 1 items and needs 2, state.gains[0] to state.gains[1]", "SET", "state.gains=[1]")]
    [InlineData("has no command SETT", "SETT")]
    [InlineData("'level' is not NAME=VALUE", "SET", "level")]
    [InlineData("state.level is given twice", "SET", "state.level=1", "state.level=2")]
    public async Task What_cannot_be_says_why(string why, params string[] words)
    {
        var said = await RunAsync(["xtce", "encode", _database, .. words]);
        Assert.NotEqual(ExitCode.Done, said.Code);
        Assert.Contains(why, said.Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Out = output, Error = error, In = TextReader.Null, OpenOut = () => Stream.Null, Variable = _ => null };
        var code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
