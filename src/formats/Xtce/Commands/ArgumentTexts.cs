using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Arguments as people write them: a number, a label, a word, bytes in hexadecimal, a time of UTC.</summary>
internal static class ArgumentTexts
{
    /// <summary>The raw value of a text, as the encoding wants it; else what is wrong.</summary>
    public static (Value Raw, Value Value, string? Fault) Read(DataType type, string text, Prepared prepared)
    {
        switch (type)
        {
            case EnumeratedType enumerated:
                var label = enumerated.Labels.FirstOrDefault(l => l.Text == text);
                if (label is null && Numbers.TryWhole(text, out var number))
                    label = enumerated.Labels.FirstOrDefault(l => l.Holds(number)) is { } range ? range with { Value = number } : null;
                return label is not null ? (Value.Of(label.Value), Value.Of(label.Text), null)
                    : Bad($"{Wording.Quote(text)} is none of {string.Join(", ", enumerated.Labels.Take(12).Select(l => l.Text))}");
            case BooleanType boolean:
                return Literals.Truth(boolean, text) is { } truth ? (Value.Of(truth ? 1L : 0L), Value.Of(truth, boolean.Say(truth)), null)
                    : Bad($"{Wording.Quote(text)} is neither {boolean.Say(true)} nor {boolean.Say(false)}");
            case StringType letters:
                return Text(letters, text) is { } fault ? Bad(fault) : (Value.Of(text), Value.Of(text), null);
            case BinaryType:
                return TryHex(text, out var bytes) ? (Value.Of(bytes.AsMemory()), Value.Of(bytes.AsMemory()), null) : Bad($"{Wording.Quote(text)} is not bytes in hexadecimal");
            case AbsoluteTimeType time:
                return UtcText.TryRead(text, out var instant) ? Time(time, instant, default, Value.Of(instant), prepared) : Bad($"{Wording.Quote(text)} is no time of UTC");
            case RelativeTimeType time:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e15
                    ? Time(time, null, TimeLength.FromSeconds(seconds), Value.Of(TimeLength.FromSeconds(seconds)), prepared)
                    : Bad($"{Wording.Quote(text)} is no number of seconds");
            case IntegerType or FloatType:
                return Number(type, text, prepared);
            default:
                return Bad($"values of {type.Name} cannot be written as text");
        }
    }

    private static (Value, Value, string?) Number(DataType type, string text, Prepared prepared)
    {
        Value value;
        if (type is IntegerType && Literals.TryWhole(text, out var whole))
            value = whole < 0 ? Value.Of((long)whole) : Value.Of((ulong)whole);
        else if (Numbers.TryReal(text, out var real))
            value = Value.Of(real);
        else
            return Bad($"{Wording.Quote(text)} is no number");
        value.TryNumber(out var number);
        var raw = value;
        if (type.Encoding is NumberEncoding { DefaultCalibrator: { } calibrator })
        {
            if (Inverse.Of(calibrator, number, prepared) is not { } before)
                return Bad($"{Wording.Quote(text)} has no raw value by the calibrator of {type.Name}");
            raw = Value.Of(before);
        }
        raw.TryNumber(out var counted);
        var asked = type.ValidRangesAreCalibrated ? number : counted;
        if (type.ValidRanges.Count > 0 && !type.ValidRanges.Any(r => r.Holds(asked)))
            return Bad($"{text} is out of {type.ValidRanges}");
        return (raw, value, null);
    }

    private static string? Text(StringType type, string text)
    {
        if (text.Length < type.ShortestInCharacters || text.Length > type.LongestInCharacters)
            return $"{Wording.Quote(text)} has {text.Length} characters, and it may have {type.ShortestInCharacters ?? 0} to {type.LongestInCharacters}";
        return type.Pattern is { } pattern && !new TextPattern(pattern).Matches(text) ? $"{Wording.Quote(text)} is not of the pattern {pattern}" : null;
    }

    private static (Value, Value, string?) Time(TimeType type, Instant? instant, TimeLength length, Value value, Prepared prepared) =>
        type.Encoding is not NumberEncoding ? Bad($"times of {type.Name} are not encoded as numbers")
        : prepared.ScaleOf(type).Raw(instant, length) is { } count && count >= long.MinValue && count <= ulong.MaxValue
            ? (count < 0 ? Value.Of((long)count) : Value.Of((ulong)count), value, null)
            : Bad($"{value} cannot be counted by {type.Name}");

    private static bool TryHex(string text, out byte[] bytes)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var isHex = digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit);
        bytes = isHex ? Convert.FromHexString(digits) : [];
        return isHex;
    }

    private static (Value, Value, string?) Bad(string fault) => (Value.None, Value.None, fault);
}
