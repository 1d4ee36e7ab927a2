using System.Globalization;
using System.Xml.Linq;
using static Swot.DatabaseText;

namespace Swot;

/// <summary>One type as XTCE.</summary>
internal static class TypeText
{
    public static XElement Of(TableLine line, string name, string alarms, string kind)
    {
        var words = line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        object?[] head = [A("name", name), A("shortDescription", line[6])];
        XElement? Units() => line[2].Length == 0 ? null : E("UnitSet", E("Unit", line[2]));
        object?[] Alarms() => kind == "Parameter" ? AlarmText.Of(line, alarms, words[0] == "enum") : [];
        switch (words)
        {
            case ["enum", var wire, .. var labels]:
                return E("Enumerated" + kind + "Type", head, Units(), Integer(line, wire, ""), E("EnumerationList", labels.Select(l => Label(line, l))), Alarms());
            case ["bool", var zero, var one]:
                return E("Boolean" + kind + "Type", head, A("zeroStringValue", zero), A("oneStringValue", one), Units(), Integer(line, "u1", ""), Alarms());
            case ["text", var octets]:
                return E("String" + kind + "Type", head, Units(), E("StringDataEncoding", E("SizeInBits", E("Fixed", E("FixedValue", Whole(line, octets) * 8)), E("TerminationChar", "00"))), Alarms());
            case ["blob", var size]:
                return E("Binary" + kind + "Type", head, Units(), E("BinaryDataEncoding", E("SizeInBits", Octets(size))), Alarms());
            case ["time", var scale]:
                return E("RelativeTimeParameterType", head, E("Encoding", A("units", "seconds"), A("scale", scale), Integer(line, "u48", "")));
            case ["array", var element, var count]:
                return E("Array" + kind + "Type", head[0], A("arrayTypeRef", element), head[1], E("DimensionList", E(
                    "Dimension", E("StartingIndex", E("FixedValue", 0)), E("EndingIndex", Last(count)))));
            case ["aggregate", .. var members]:
                return E("Aggregate" + kind + "Type", head, E("MemberList", members.Select(m => m.Split(':')).Select(m => E("Member", A("name", m[0]), A("typeRef", m[1])))));
            case [['f', ..] size]:
                return E("Float" + kind + "Type", head, A("sizeInBits", size[1..]), Units(), E("FloatDataEncoding", A("sizeInBits", size[1..])), Valid(line, kind), Alarms());
            case [var wire] when line[3].Length > 0:
                return E("Float" + kind + "Type", head, A("sizeInBits", 64), Units(), Integer(line, wire, line[3]), Valid(line, kind), Alarms());
            case [var wire]:
                return E("Integer" + kind + "Type", head, A("sizeInBits", wire[1..]), A("signed", wire[0] == 'i' ? "true" : "false"), Units(), Integer(line, wire, ""), Valid(line, kind), Alarms());
            default:
                throw line.Wrong($"'{line[1]}' is no way to write a value");
        }
    }

    private static XElement Integer(TableLine line, string wire, string calibration)
    {
        if (wire is not ['u' or 'i', .. var size])
            throw line.Wrong($"'{wire}' is neither u nor i and a number of bits");
        var parts = calibration.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var contexts = parts.Where(p => p.StartsWith("when ", StringComparison.Ordinal)).Select(p => p["when ".Length..].Split(':', 2, StringSplitOptions.TrimEntries)).ToList();
        return E(
            "IntegerDataEncoding", A("sizeInBits", Whole(line, size)), wire[0] == 'i' ? A("encoding", "twosComplement") : null,
            parts.Length > contexts.Count ? E("DefaultCalibrator", Calibrator(line, parts[0])) : null,
            contexts.Count == 0 ? null : E("ContextCalibratorList", contexts.Select(c => E("ContextCalibrator", E("ContextMatch", Criteria.Of(line, c[0])), E("Calibrator", Calibrator(line, c[1]))))));
    }

    private static XElement Calibrator(TableLine line, string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["poly", .. var coefficients] => E("PolynomialCalibrator", coefficients.Select((c, i) => E("Term", A("coefficient", c), A("exponent", i)))),
        ["spline", .. var points] => E("SplineCalibrator", points.Select(p => p.Split(':')).Select(p => E("SplinePoint", A("raw", p[0]), A("calibrated", p[1])))),
        _ => throw line.Wrong($"'{text}' is neither poly nor spline"),
    };

    private static XElement Label(TableLine line, string text) => text.Split('=') is [var label, var value]
        ? E("Enumeration", A("value", value), A("label", label))
        : throw line.Wrong($"'{text}' is no LABEL=NUMBER");

    private static XElement Octets(string size) => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var octets)
        ? E("FixedValue", octets * 8)
        : E("DynamicValue", Criteria.Parameter(size), E("LinearAdjustment", A("slope", 8)));

    private static XElement Last(string count) => long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var items)
        ? E("FixedValue", items - 1)
        : E("DynamicValue", Criteria.Parameter(count), E("LinearAdjustment", A("slope", 1), A("intercept", -1)));

    private static XElement? Valid(TableLine line, string kind)
    {
        if (line[5].Length == 0)
            return null;
        var (low, high) = AlarmText.Range(line, line[5]);
        object?[] bounds = [A("minInclusive", low), A("maxInclusive", high)];
        return kind == "Parameter" ? E("ValidRange", bounds) : E("ValidRangeSet", E("ValidRange", bounds));
    }

    private static int Whole(TableLine line, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw line.Wrong($"'{text}' is no whole number");
}
