using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class TypeWriter(Xml xml)
{
    private readonly CriteriaWriter _criteria = new(xml);
    private readonly EncodingWriter _encodings = new(xml);
    private readonly AlarmWriter _alarms = new(xml);

    public XElement Type(DataType type, bool isOfArgument)
    {
        var end = isOfArgument ? "ArgumentType" : "ParameterType";
        object?[] head = [A("name", type.Name), A("baseType", type.Base?.Text), A("initialValue", type.InitialValue), xml.About(type.About)];
        // 1.1 wants the set, also when nothing is in it, and says of the type what ranges of parameters are of.
        object?[] units = [xml.Is11 ? xml.E("UnitSet", type.Units.Select(Unit)) : xml.Set("UnitSet", type.Units.Select(Unit)), _encodings.Encoding(type.Encoding)];
        var applies = xml.Is11 && !isOfArgument && type.ValidRanges.Count > 0 ? Applies(type) : null;
        object?[] alarms = isOfArgument ? [] : _alarms.Of(type);
        return type switch
        {
            IntegerType one => xml.E("Integer" + end, head, A("sizeInBits", one.SizeInBits), A("signed", one.IsSigned), applies, units, Format(one.Format), Ranges(type, isOfArgument), alarms),
            FloatType one => xml.E("Float" + end, head, A("sizeInBits", one.SizeInBits), applies, units, Format(one.Format), Ranges(type, isOfArgument), alarms),
            StringType one => xml.E(
                "String" + end, head, A("restrictionPattern", one.Pattern), A("characterWidth", one.CharacterWidth), units,
                one.ShortestInCharacters is null && one.LongestInCharacters is null ? null : xml.E("SizeRangeInCharacters", A("minInclusive", one.ShortestInCharacters), A("maxInclusive", one.LongestInCharacters)), alarms),
            BinaryType => xml.E("Binary" + end, head, units, alarms),
            BooleanType one => xml.E("Boolean" + end, head, A("oneStringValue", one.One), A("zeroStringValue", one.Zero), units, alarms),
            EnumeratedType one => xml.E("Enumerated" + end, head, units, xml.E("EnumerationList", one.Labels.Select(Label)), alarms),
            AbsoluteTimeType one => xml.E("AbsoluteTime" + end, head, Time(one)),
            // 1.2 misspells it.
            RelativeTimeType one => xml.E(isOfArgument && !xml.Is13 ? "RelativeTimeAgumentType" : "RelativeTime" + end, head, Time(one), alarms),
            AggregateType one => xml.E("Aggregate" + end, A("name", type.Name), xml.About(type.About), xml.E("MemberList", one.Members.Select(Member))),
            ArrayType one when xml.Is11 => xml.E("Array" + end, A("name", type.Name), A("arrayTypeRef", one.Element.Text), A("numberOfDimensions", one.DimensionCount ?? 1), xml.About(type.About)),
            _ => xml.E("Array" + end, A("name", type.Name), A("arrayTypeRef", ((ArrayType)type).Element.Text), xml.About(type.About), _criteria.Dimensions(((ArrayType)type).Dimensions)),
        };
    }

    private XElement Label(Label label) =>
        xml.E("Enumeration", A("value", label.Value), A("maxValue", label.UpTo), A("label", label.Text), A("shortDescription", label.About));

    private XElement Member(Member member) =>
        xml.E("Member", A("name", member.Name), A("typeRef", member.Type.Text), A("initialValue", member.InitialValue), xml.About(member.About));

    private XElement Unit(Unit unit) =>
        xml.E("Unit", Unless(1.0, "power", unit.Power), Unless("1", "factor", unit.Factor), A("description", unit.About), Unless("calibrated", "form", unit.Form), unit.Text);

    private object?[] Time(TimeType time) =>
    [
        time.Encoding is null ? null : xml.E("Encoding", Unless("seconds", "units", Word(time.Unit)), Unless(1.0, "scale", time.Scale), Unless(0.0, "offset", time.Offset), _encodings.Encoding(time.Encoding)),
        time.OffsetFrom is { } from ? xml.E("ReferenceTime", xml.E("OffsetFrom", CriteriaWriter.Parameter(from))) : time.Epoch is { } epoch ? xml.E("ReferenceTime", xml.E("Epoch", epoch.Written)) : null,
    ];

#pragma warning disable CA1308 // The words of the schema.
    private string Word(TimeUnit unit) => unit == TimeUnit.Picoseconds && !xml.Is13 ? "picoSeconds" : unit.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private XElement? Ranges(DataType type, bool isOfArgument)
    {
        if (type.ValidRanges.Count == 0)
            return null;
        return isOfArgument
            ? xml.E("ValidRangeSet", Applies(type), type.ValidRanges.Select(r => xml.E("ValidRange", AlarmWriter.Range(r))))
            : xml.E("ValidRange", AlarmWriter.Range(type.ValidRanges[0]), xml.Is11 ? null : Applies(type));
    }

    private static XAttribute? Applies(DataType type) => Unless(true, "validRangeAppliesToCalibrated", type.ValidRangesAreCalibrated);

    private XElement? Format(NumberFormat? format) => format is null ? null : xml.E("ToString", xml.E(
        "NumberFormat", Unless("Decimal", "numberBase", format.Base), Unless(0, "minimumFractionDigits", format.LeastFractionDigits), A("maximumFractionDigits", format.MostFractionDigits),
        Unless(1, "minimumIntegerDigits", format.LeastIntegerDigits), A("maximumIntegerDigits", format.MostIntegerDigits), Unless("", "negativeSuffix", format.NegativeSuffix),
        Unless("", "positiveSuffix", format.PositiveSuffix), Unless("-", "negativePrefix", format.NegativePrefix), Unless("", "positivePrefix", format.PositivePrefix),
        // What is left out is true in 1.1.
        xml.Is11 ? A("showThousandsGrouping", format.GroupsThousands) : Unless(false, "showThousandsGrouping", format.GroupsThousands), Unless("normal", "notation", format.Notation)));
}
