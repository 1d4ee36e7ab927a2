using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.TestKit;

/// <summary>A small database, and packets for it: one of power with a voltage and a temperature, and one of the mode.</summary>
public static class SamplePackets
{
    public const int Power = 5;
    public const int Mode = 6;

    /// <summary>The power packet holds a voltage of half a volt a count and a temperature; the other one a mode.</summary>
    public static byte[] Of(int apid, int count, int value)
    {
        var packet = new byte[apid == Power ? 10 : 7];
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)apid);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(0xC000 | count & 0x3FFF));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(packet.Length - 7));
        if (apid == Power)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)value);
            BinaryPrimitives.WriteInt16BigEndian(packet.AsSpan(8), (short)-value);
        }
        else
        {
            packet[6] = (byte)(value % 3);
        }
        return packet;
    }

    /// <summary>The database; a voltage above 8 is a warning.</summary>
    public static string Xml(string slope) => string.Create(CultureInfo.InvariantCulture, $"""
        <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="m"><TelemetryMetaData>
        <ParameterTypeSet>
          {Unsigned("u3", 3)}{Unsigned("u1", 1)}{Unsigned("u11", 11)}{Unsigned("u2", 2)}{Unsigned("u14", 14)}{Unsigned("u16", 16)}
          <FloatParameterType name="volts"><UnitSet><Unit>V</Unit></UnitSet><IntegerDataEncoding sizeInBits="16"><DefaultCalibrator><PolynomialCalibrator><Term coefficient="{slope}" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding>
            <DefaultAlarm><StaticAlarmRanges><WarningRange maxInclusive="8"/></StaticAlarmRanges></DefaultAlarm></FloatParameterType>
          <IntegerParameterType name="i16"><IntegerDataEncoding sizeInBits="16" encoding="twosComplement"/></IntegerParameterType>
          <EnumeratedParameterType name="mode"><IntegerDataEncoding sizeInBits="8"/><EnumerationList><Enumeration value="0" label="OFF"/><Enumeration value="1" label="ON, or nearly"/></EnumerationList></EnumeratedParameterType>
        </ParameterTypeSet>
        <ParameterSet>{Parameters("VERSION", "u3", "TYPE", "u1", "SECONDARY", "u1", "APID", "u11", "FLAGS", "u2", "COUNT", "u14", "LENGTH", "u16", "VOLTAGE", "volts", "TEMPERATURE", "i16", "MODE", "mode")}</ParameterSet>
        <ContainerSet>
          <SequenceContainer name="packet" abstract="true"><EntryList>{Entries("VERSION", "TYPE", "SECONDARY", "APID", "FLAGS", "COUNT", "LENGTH")}</EntryList></SequenceContainer>
          {Child("power", Power, "VOLTAGE", "TEMPERATURE")}
          {Child("state", Mode, "MODE")}
        </ContainerSet></TelemetryMetaData></SpaceSystem>
        """);

    private static string Unsigned(string name, int bits) => $"<IntegerParameterType name=\"{name}\" signed=\"false\"><IntegerDataEncoding sizeInBits=\"{bits}\"/></IntegerParameterType>";

    private static string Parameters(params string[] names) => string.Concat(names.Chunk(2).Select(p => $"<Parameter name=\"{p[0]}\" parameterTypeRef=\"{p[1]}\"/>"));

    private static string Entries(params string[] names) => string.Concat(names.Select(n => $"<ParameterRefEntry parameterRef=\"{n}\"/>"));

    private static string Child(string name, int apid, params string[] entries) =>
        $"<SequenceContainer name=\"{name}\"><EntryList>{Entries(entries)}</EntryList><BaseContainer containerRef=\"packet\"><RestrictionCriteria><Comparison parameterRef=\"APID\" value=\"{apid}\"/></RestrictionCriteria></BaseContainer></SequenceContainer>";
}
