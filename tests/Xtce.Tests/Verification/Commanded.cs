namespace Gantry.Xtce.Tests;

/// <summary>A spacecraft that answers commands: what it sends is known, as on a channel.</summary>
internal sealed class Commanded
{
    public static readonly DateTimeOffset Released = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly PacketDecoder _decoder;

    public Commanded(string commands)
    {
        Database = Given.Database($"""
            <SpaceSystem xmlns="{Given.V13}" name="m"><Header validationStatus="Working"/><TelemetryMetaData><ParameterTypeSet>
            {Given.Unsigned("u8", 8)}
            <EnumeratedParameterType name="mode"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="2" label="SAFE"/><Enumeration value="3" label="IDLE"/></EnumerationList></EnumeratedParameterType>
            </ParameterTypeSet><ParameterSet>{Given.Parameters("id", "u8", "count", "u8", "volt", "u8", "mode", "mode", "other", "u8")}
            <Parameter name="site" parameterTypeRef="u8" initialValue="7"><ParameterProperties dataSource="ground"/></Parameter><Parameter name="sent" parameterTypeRef="u8" initialValue="7"/></ParameterSet>
            <ContainerSet>{Given.Container("root", Given.Entry("id"), "abstract='true'")}{Given.Container("hk", Given.Entry("count") + Given.Entry("volt") + Given.Entry("mode"), "", Given.Extends("root", Given.Equal("id", "1")))}
            {Given.Container("ack", "", "", Given.Extends("root", Given.Equal("id", "2")))}{Given.Container("nak", Given.Entry("other"), "", Given.Extends("root", Given.Equal("id", "3")))}</ContainerSet></TelemetryMetaData>
            <CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="u8" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerArgumentType></ArgumentTypeSet><MetaCommandSet>{commands}</MetaCommandSet></CommandMetaData></SpaceSystem>
            """);
        _decoder = new(Database, Database.FindContainer("root")!);
        History = new(Database);
    }

    public XtceDatabase Database { get; }

    public History History { get; }

    public static string Command(string name, string more, string extends = "") => $"""
        <MetaCommand name="{name}">{extends}<ArgumentList><Argument name="level" argumentTypeRef="u8" initialValue="5"/></ArgumentList>
        <CommandContainer name="{name}"><EntryList><ArgumentRefEntry argumentRef="level"/></EntryList></CommandContainer>{more}</MetaCommand>
        """;

    public DecodedPacket Receive(string hex) => _decoder.Decode(Given.Bytes(hex), History);

    public EncodedCommand Encode(string name, params string[] arguments) =>
        new CommandEncoder(Database).Encode(Database.FindCommand(name)!, arguments.Chunk(2).ToDictionary(p => p[0], p => p[1]));

    public CommandProgress Release(string name, params string[] arguments) => new(Database, Encode(name, arguments), Released, History.Last);

    public static DateTimeOffset After(double seconds) => Released.AddSeconds(seconds);
}
