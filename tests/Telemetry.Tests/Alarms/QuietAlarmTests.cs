using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gantry.Xtce;

namespace Gantry.Telemetry.Tests.Alarms;

/// <summary>An intake leaves out values within their limits where they tell nothing; its alarms are those of looking at each value.</summary>
public sealed class QuietAlarmTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    // Limits of all kinds: simple, counted, of change, of a context; one parameter in every packet, one in two kinds, one twice in a packet, and a packet that must be walked.
    private static readonly CompiledDatabase _database = Compile("""
        <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="m"><TelemetryMetaData>
        <ParameterTypeSet>
          <IntegerParameterType name="plain" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerParameterType>
          <IntegerParameterType name="simple" signed="false"><IntegerDataEncoding sizeInBits="8"/><DefaultAlarm><StaticAlarmRanges><WarningRange maxInclusive="250"/><CriticalRange maxInclusive="253"/></StaticAlarmRanges></DefaultAlarm></IntegerParameterType>
          <IntegerParameterType name="counted" signed="false"><IntegerDataEncoding sizeInBits="8"/><DefaultAlarm minViolations="3" minConformance="2"><StaticAlarmRanges><WarningRange maxInclusive="200"/></StaticAlarmRanges></DefaultAlarm></IntegerParameterType>
          <IntegerParameterType name="change" signed="false"><IntegerDataEncoding sizeInBits="8"/><DefaultAlarm><ChangeAlarmRanges changeType="changePerSecond"><CriticalRange maxInclusive="200"/></ChangeAlarmRanges></DefaultAlarm></IntegerParameterType>
          <IntegerParameterType name="context" signed="false"><IntegerDataEncoding sizeInBits="8"/><ContextAlarmList><ContextAlarm><StaticAlarmRanges><WatchRange maxInclusive="240"/></StaticAlarmRanges><ContextMatch><Comparison parameterRef="kind" value="1"/></ContextMatch></ContextAlarm></ContextAlarmList></IntegerParameterType>
        </ParameterTypeSet>
        <ParameterSet>
          <Parameter name="kind" parameterTypeRef="plain"/><Parameter name="always" parameterTypeRef="counted"/><Parameter name="size" parameterTypeRef="plain"/>
          <Parameter name="one" parameterTypeRef="simple"/><Parameter name="two" parameterTypeRef="counted"/><Parameter name="three" parameterTypeRef="change"/><Parameter name="four" parameterTypeRef="context"/>
          <Parameter name="shared" parameterTypeRef="counted"/><Parameter name="double" parameterTypeRef="counted"/>
        </ParameterSet>
        <ContainerSet>
          <SequenceContainer name="root"><EntryList><ParameterRefEntry parameterRef="kind"/><ParameterRefEntry parameterRef="always"/></EntryList></SequenceContainer>
          <SequenceContainer name="a"><EntryList><ParameterRefEntry parameterRef="one"/><ParameterRefEntry parameterRef="two"/><ParameterRefEntry parameterRef="three"/><ParameterRefEntry parameterRef="four"/><ParameterRefEntry parameterRef="shared"/></EntryList>
            <BaseContainer containerRef="root"><RestrictionCriteria><Comparison parameterRef="kind" value="1"/></RestrictionCriteria></BaseContainer></SequenceContainer>
          <SequenceContainer name="b"><EntryList><ParameterRefEntry parameterRef="double"/><ParameterRefEntry parameterRef="double"/></EntryList>
            <BaseContainer containerRef="root"><RestrictionCriteria><Comparison parameterRef="kind" value="2"/></RestrictionCriteria></BaseContainer></SequenceContainer>
          <SequenceContainer name="c"><EntryList><ParameterRefEntry parameterRef="size"/><ParameterRefEntry parameterRef="shared"><RepeatEntry><Count><DynamicValue><ParameterInstanceRef parameterRef="size"/></DynamicValue></Count></RepeatEntry></ParameterRefEntry></EntryList>
            <BaseContainer containerRef="root"><RestrictionCriteria><Comparison parameterRef="kind" value="3"/></RestrictionCriteria></BaseContainer></SequenceContainer>
        </ContainerSet></TelemetryMetaData></SpaceSystem>
        """);

    [Fact]
    public void Alarms_are_those_of_looking_at_each_value()
    {
        var moves = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => moves += Same(new(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        Assert.True(moves > 500, $"only {moves} moves");
        Assert.Equal(["c"], _database.Walked.Select(c => c.Name));
    }

    private static int Same(System.Random chance)
    {
        var open = new Dictionary<string, ConcernLevel>(StringComparer.Ordinal);
        if (chance.Next(2) == 0)
            open["/m/one"] = ConcernLevel.Warning;
        AlarmMemory[] memory = chance.Next(2) == 0 ? [] : [new("/m/two", ConcernLevel.Normal, 2, 0, ConcernLevel.Warning)];
        var channel = new ChannelDeclaration("downlink") { Database = "m.xml", Settings = XtceSettings.Default, From = new UdpDeclaration("127.0.0.1", 1), Framing = null! };
        var intake = new Intake(null!, _database, channel, open, memory);
        var (follower, decoder, expected) = (new AlarmFollower(_database, open, memory), new RowDecoder(_database, new(_database.Database)), new List<AlarmMove>());
        var at = _noon;
        for (var call = 0; call < 5; call++)
        {
            // Calm for a while, then not: else nothing would ever be left out.
            var isCalm = chance.Next(3) > 0;
            var packets = Enumerable.Range(0, chance.Next(1, 600)).Select(_ => new CutPacket(Packet(chance, isCalm), null)).ToList();
            at = at.AddSeconds(1);
            intake.Add(packets, new(new(), new([], [])), at);
            foreach (var packet in packets)
                decoder.Decode(packet.Octets, [new(0, packet.Octets.Length)], row => follower.Follow(row, at, expected));
        }
        Assert.Equal(expected, intake.Moves);
        Assert.Equal(follower.Remember(), intake.Memory);
        Assert.Equal(follower.Levels.OrderBy(l => l.Key), intake.Levels!.OrderBy(l => l.Key));
        return expected.Count;
    }

    private static byte[] Packet(System.Random chance, bool isCalm)
    {
        var most = isCalm && chance.Next(200) > 0 ? 150 : 256;
        byte Any() => (byte)chance.Next(most);
        var kind = (byte)chance.Next(1, 4);
        return kind switch
        {
            1 => [kind, Any(), Any(), Any(), Any(), Any(), Any()],
            2 => [kind, Any(), Any(), Any()],
            _ => chance.Next(3) switch { 0 => [kind, Any(), 0], 1 => [kind, Any(), 1, Any()], _ => [kind, Any(), 2, Any(), Any()] },
        };
    }

    private static CompiledDatabase Compile(string xml)
    {
        var database = XtceReader.Read(Encoding.UTF8.GetBytes(xml), "m.xml").Database!;
        return CompiledDatabase.Compile(database, database.FindContainer("root")!);
    }
}
