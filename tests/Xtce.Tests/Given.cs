using System.Text;

namespace Gantry.Xtce.Tests;

/// <summary>Databases in few words.</summary>
internal static class Given
{
    public const string V11 = "http://www.omg.org/space/xtce";
    public const string V12 = "http://www.omg.org/spec/XTCE/20180204";
    public const string V13 = "http://www.omg.org/spec/XTCE/20250214";

    /// <summary>A root system called m with this telemetry in it.</summary>
    public static string Telemetry(string types, string parameters, string containers, string nameSpace = V12, string more = "") => System(
        $"<TelemetryMetaData><ParameterTypeSet>{types}</ParameterTypeSet><ParameterSet>{parameters}</ParameterSet><ContainerSet>{containers}</ContainerSet>{more}</TelemetryMetaData>", nameSpace);

    public static string System(string content, string nameSpace = V12) =>
        $"<SpaceSystem xmlns=\"{nameSpace}\" name=\"m\"><Header validationStatus=\"Working\"/>{content}</SpaceSystem>";

    public static string Unsigned(string name, int bits, string more = "") =>
        $"<IntegerParameterType name=\"{name}\" signed=\"false\" sizeInBits=\"{Math.Max(bits, 1)}\"><IntegerDataEncoding sizeInBits=\"{bits}\">{more}</IntegerDataEncoding></IntegerParameterType>";

    public static string Encoded(string kind, string name, string encoding) => $"<{kind}ParameterType name=\"{name}\">{encoding}</{kind}ParameterType>";

    public static string Parameter(string name, string type) => $"<Parameter name=\"{name}\" parameterTypeRef=\"{type}\"/>";

    public static string Parameters(params string[] namesAndTypes) =>
        string.Concat(namesAndTypes.Chunk(2).Select(pair => Parameter(pair[0], pair[1])));

    public static string Entry(string parameter, string more = "") => $"<ParameterRefEntry parameterRef=\"{parameter}\">{more}</ParameterRefEntry>";

    public static string Container(string name, string entries, string attributes = "", string more = "") =>
        $"<SequenceContainer name=\"{name}\" {attributes}><EntryList>{entries}</EntryList>{more}</SequenceContainer>";

    public static string Extends(string container, string criteria) =>
        $"<BaseContainer containerRef=\"{container}\"><RestrictionCriteria>{criteria}</RestrictionCriteria></BaseContainer>";

    public static string Equal(string parameter, string value, string more = "") =>
        $"<Comparison parameterRef=\"{parameter}\" value=\"{value}\" {more}/>";

    public static XtceReading Read(string xml, XtceOptions? options = null) => XtceReader.Read(Encoding.UTF8.GetBytes(xml), "test.xml", options);

    public static XtceReading ReadStrictly(string xml) => Read(xml, new() { Mode = ReadingMode.Strict });

    /// <summary>A database that must be readable.</summary>
    public static XtceDatabase Database(string xml, XtceSettings? settings = null)
    {
        var reading = Read(xml, new() { Settings = settings ?? XtceSettings.Default });
        Assert.False(reading.HasErrors, string.Join('\n', reading.Diagnostics));
        return reading.Database!;
    }

    public static PacketDecoder Decoder(string xml, XtceSettings? settings = null)
    {
        var database = Database(xml, settings);
        return new(database, Assert.IsType<Container>(RootContainers.Choose(database)));
    }

    /// <summary>One parameter of a type, alone in a packet.</summary>
    public static Sample Decode(string type, string hex, string more = "", XtceSettings? settings = null)
    {
        var packet = Decoder(Telemetry(type + more, Parameter("p", "t"), Container("c", Entry("p"))), settings).Decode(Bytes(hex));
        Assert.True(packet.Status == DecodeStatus.Good, packet.Reason);
        return Assert.Single(packet.Samples);
    }

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static void Finds(XtceReading reading, string code, Severity severity) =>
        Assert.Contains(reading.Diagnostics, d => d.Code == code && d.Severity == severity);
}
