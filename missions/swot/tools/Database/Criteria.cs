using System.Globalization;
using System.Xml.Linq;
using static Swot.DatabaseText;

namespace Swot;

/// <summary>Conditions as tables write them: <c>A==1 and B!=OFF</c>.</summary>
internal static class Criteria
{
    private static readonly string[] _operators = ["==", "!=", "<=", ">=", "<", ">"];

    public static XElement Of(TableLine line, string text)
    {
        var parts = text.Split(" and ", StringSplitOptions.TrimEntries).Select(p => Comparison(line, p)).ToList();
        return parts.Count == 1 ? parts[0] : E("ComparisonList", parts);
    }

    public static XElement Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fixedCount)
        ? E("FixedValue", fixedCount)
        : E("DynamicValue", Parameter(text));

    // Sizes are those of the wire, whatever a calibrator makes of them.
    public static XElement Parameter(string name) => E("ParameterInstanceRef", A("parameterRef", name), A("useCalibratedValue", "false"));

    private static XElement Comparison(TableLine line, string text)
    {
        var sign = _operators.FirstOrDefault(o => text.Contains(o, StringComparison.Ordinal)) ?? throw line.Wrong($"'{text}' compares nothing");
        var at = text.IndexOf(sign, StringComparison.Ordinal);
        return E("Comparison", A("parameterRef", text[..at].Trim()), sign == "==" ? null : A("comparisonOperator", sign), A("value", text[(at + sign.Length)..].Trim()));
    }
}
