using System.Globalization;
using Gantry.Eof;

namespace Gantry.Hub;

/// <summary>What an attribute's value is.</summary>
internal enum AttributeKind { Text, Integer, Number, Flag, Time }

/// <summary>The names that the interface gives a type of their own; all others are texts unless somebody says otherwise.</summary>
internal static class AttributeKinds
{
    private static readonly Dictionary<string, AttributeKind> _standard = new(StringComparer.Ordinal)
    {
        ["orbitNumber"] = AttributeKind.Integer, ["relativeOrbitNumber"] = AttributeKind.Integer, ["cycleNumber"] = AttributeKind.Integer,
        ["datatakeID"] = AttributeKind.Integer, ["sliceNumber"] = AttributeKind.Integer, ["totalSlices"] = AttributeKind.Integer,
        ["instrumentConfigurationID"] = AttributeKind.Integer, ["revisionNumber"] = AttributeKind.Integer,
        ["startTimeFromAscendingNode"] = AttributeKind.Number, ["completionTimeFromAscendingNode"] = AttributeKind.Number,
        ["sliceProductFlag"] = AttributeKind.Flag,
        ["beginningDateTime"] = AttributeKind.Time, ["endingDateTime"] = AttributeKind.Time, ["processingDate"] = AttributeKind.Time,
        ["segmentStartTime"] = AttributeKind.Time, ["productGeneration"] = AttributeKind.Time,
    };

    public static AttributeKind Of(string name) => _standard.GetValueOrDefault(name, AttributeKind.Text);

    /// <summary>A text as a value of a kind; null when it is none.</summary>
    public static AttributeValue? Read(string text, AttributeKind kind) => kind switch
    {
        AttributeKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? new AttributeValue.Whole(whole) : null,
        AttributeKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? new AttributeValue.Real(real) : null,
        AttributeKind.Flag => bool.TryParse(text, out var flag) ? new AttributeValue.Flag(flag) : null,
        AttributeKind.Time => EofInstant.TryParse(text, out var instant) && instant.At is { } at ? new AttributeValue.Instant(at) : null,
        _ => new AttributeValue.Text(text),
    };

    /// <summary>A value as the text that stands for it in a name.</summary>
    public static string Show(AttributeValue value) => value switch
    {
        AttributeValue.Text text => text.Value,
        AttributeValue.Whole whole => whole.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Real real => real.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Flag flag => flag.Value ? "true" : "false",
        AttributeValue.Instant instant => instant.Value.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
