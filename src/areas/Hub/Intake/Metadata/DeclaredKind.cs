using System.Globalization;
using Gantry.Eof;

namespace Gantry.Hub;

/// <summary>What an attribute's value is.</summary>
internal enum DeclaredKind { Text, Integer, Number, Flag, Time }

/// <summary>The names that the interface gives a type of their own; all others are texts unless somebody says otherwise.</summary>
internal static class DeclaredKinds
{
    private static readonly Dictionary<string, DeclaredKind> _standard = new(StringComparer.Ordinal)
    {
        ["orbitNumber"] = DeclaredKind.Integer, ["relativeOrbitNumber"] = DeclaredKind.Integer, ["cycleNumber"] = DeclaredKind.Integer,
        ["datatakeID"] = DeclaredKind.Integer, ["sliceNumber"] = DeclaredKind.Integer, ["totalSlices"] = DeclaredKind.Integer,
        ["instrumentConfigurationID"] = DeclaredKind.Integer, ["revisionNumber"] = DeclaredKind.Integer,
        ["startTimeFromAscendingNode"] = DeclaredKind.Number, ["completionTimeFromAscendingNode"] = DeclaredKind.Number,
        ["sliceProductFlag"] = DeclaredKind.Flag,
        ["beginningDateTime"] = DeclaredKind.Time, ["endingDateTime"] = DeclaredKind.Time, ["processingDate"] = DeclaredKind.Time,
        ["segmentStartTime"] = DeclaredKind.Time, ["productGeneration"] = DeclaredKind.Time,
    };

    public static DeclaredKind Of(string name) => _standard.GetValueOrDefault(name, DeclaredKind.Text);

    /// <summary>A text as a value of a kind; null when it is none.</summary>
    public static AttributeValue? Read(string text, DeclaredKind kind) => kind switch
    {
        DeclaredKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? new AttributeValue.Whole(whole) : null,
        DeclaredKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? new AttributeValue.Real(real) : null,
        DeclaredKind.Flag => bool.TryParse(text, out var flag) ? new AttributeValue.Flag(flag) : null,
        DeclaredKind.Time => EofInstant.TryParse(text, out var instant) && instant.At is { } at ? new AttributeValue.Instant(at) : null,
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
