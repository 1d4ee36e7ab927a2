using System.Globalization;

namespace Gantry.Yaml;

/// <summary>
/// What a plain scalar means, after YAML 1.2's core schema. A <c>yes</c>, an <c>on</c> or a <c>12:30</c> is text: readers of
/// YAML 1.1 disagree about those, and a mission must not depend on who reads it.
/// </summary>
internal static class PlainScalars
{
    public static bool IsNothing(YamlText text) => text.IsPlain && text.Value is "" or "~" or "null" or "Null" or "NULL";

    public static bool TryFlag(YamlText text, out bool flag)
    {
        flag = text.Value is "true" or "True" or "TRUE";
        return text.IsPlain && (flag || text.Value is "false" or "False" or "FALSE");
    }

    /// <summary>Decimal only, without leading zeros: 010 is eight to one reader and ten to the next.</summary>
    public static bool TryWhole(YamlText text, out long whole)
    {
        whole = 0;
        return text.IsPlain && !HasLeadingZero(text.Value)
            && long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);
    }

    /// <summary>Finite and decimal; <c>.inf</c> and <c>.nan</c> are numbers to YAML but never a setting.</summary>
    public static bool TryNumber(YamlText text, out double number)
    {
        number = 0;
        return text.IsPlain && text.Value.Length > 0 && !HasLeadingZero(text.Value)
            && text.Value.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool HasLeadingZero(string value)
    {
        var digits = value.AsSpan().TrimStart("+-");
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
    }
}
