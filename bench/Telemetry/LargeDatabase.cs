using System.Globalization;
using System.Text;

namespace Gantry.Bench.Telemetry;

/// <summary>A database as a mission has it: many packets with many parameters, most of them calibrated, watched and described.</summary>
internal static class LargeDatabase
{
    public static string Write(int containers, int parametersOfEach)
    {
        var (types, parameters, sets) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var c = 0; c < containers; c++)
        {
            var entries = new StringBuilder();
            for (var p = 0; p < parametersOfEach; p++)
            {
                var name = $"P{c}_{p}";
                types.Append(CultureInfo.InvariantCulture, $"""
                    <FloatParameterType name="{name}_T" shortDescription="Voltage {p} of unit {c}"><UnitSet><Unit>V</Unit></UnitSet><IntegerDataEncoding sizeInBits="{8 + p % 9}">
                    <DefaultCalibrator><PolynomialCalibrator><Term coefficient="0.5" exponent="0"/><Term coefficient="{1 + p}e-3" exponent="1"/></PolynomialCalibrator></DefaultCalibrator></IntegerDataEncoding>
                    <DefaultAlarm><StaticAlarmRanges><WarningRange minInclusive="-1" maxInclusive="60"/></StaticAlarmRanges></DefaultAlarm></FloatParameterType>

                    """);
                parameters.Append(CultureInfo.InvariantCulture, $"<Parameter name=\"{name}\" parameterTypeRef=\"{name}_T\"/>\n");
                entries.Append(CultureInfo.InvariantCulture, $"<ParameterRefEntry parameterRef=\"{name}\"/>\n");
            }
            sets.Append(CultureInfo.InvariantCulture, $"<SequenceContainer name=\"C{c}\"><EntryList>{entries}</EntryList><BaseContainer containerRef=\"Packet\"><RestrictionCriteria><Comparison parameterRef=\"APID\" value=\"{c}\"/></RestrictionCriteria></BaseContainer></SequenceContainer>\n");
        }
        return $"""
            <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="large"><TelemetryMetaData>
            <ParameterTypeSet><IntegerParameterType name="APID_T" signed="false"><IntegerDataEncoding sizeInBits="16"/></IntegerParameterType>{types}</ParameterTypeSet>
            <ParameterSet><Parameter name="APID" parameterTypeRef="APID_T"/>{parameters}</ParameterSet><ContainerSet>
            <SequenceContainer name="Packet" abstract="true"><EntryList><ParameterRefEntry parameterRef="APID"/></EntryList></SequenceContainer>{sets}
            </ContainerSet></TelemetryMetaData></SpaceSystem>
            """;
    }
}
