using System.Globalization;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>A literal as a value of the type it is compared with. Clients write numbers, flags and ids as texts, so the stored type decides.</summary>
internal static class LiteralValues
{
    /// <summary>Null when it is no value of that type.</summary>
    public static SqlText? Of(Literal literal, FieldKind kind) => kind switch
    {
        FieldKind.Text => Text(literal) is { } text ? SqlText.Of($"{text}") : null,
        FieldKind.Whole or FieldKind.Real => Number(literal),
        FieldKind.Flag => Flag(literal) is { } flag ? SqlText.Of($"{flag}") : null,
        FieldKind.Instant => Instant(literal) is { } instant ? SqlText.Of($"{instant}") : null,
        FieldKind.Id => Id(literal) is { } id ? SqlText.Of($"{id}") : null,
        _ => ProductionType(literal) is { } word ? SqlText.Of($"{word}") : null,
    };

    /// <summary>The same as an attribute's value, to find it in the index.</summary>
    public static AttributeValue? As(Literal literal, AttributeKind kind) => kind switch
    {
        AttributeKind.S => Text(literal) is { } text ? new AttributeValue.Text(text) : null,
        AttributeKind.I => Whole(literal) is { } whole ? new AttributeValue.Whole(whole) : null,
        AttributeKind.D => Real(literal) is { } real ? new AttributeValue.Real(real) : null,
        AttributeKind.B => Flag(literal) is { } flag ? new AttributeValue.Flag(flag) : null,
        _ => Instant(literal) is { } instant && instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? new AttributeValue.Instant(instant) : null,
    };

    public static DateTimeOffset? Instant(Literal literal) => literal switch
    {
        InstantLiteral instant => instant.Value,
        TextLiteral text when DateTimeOffset.TryParse(
            text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) && text.Value.Contains('-', StringComparison.Ordinal) => read,
        _ => null,
    };

    public static string? Text(Literal literal) => literal switch
    {
        TextLiteral text => text.Value,
        InstantLiteral instant => Dates.Text(instant.Value),
        EnumLiteral word => word.Value,
        NullLiteral or GeographyLiteral => null,
        _ => literal.ToString(),
    };

    private static SqlText? Number(Literal literal) =>
        Whole(literal) is { } whole ? SqlText.Of($"{whole}") : Real(literal) is { } real ? SqlText.Of($"{real}") : null;

    public static long? Whole(Literal literal) => literal switch
    {
        WholeLiteral whole => whole.Value,
        DecimalLiteral { Value: var value } when value == decimal.Truncate(value) && value is >= long.MinValue and <= long.MaxValue => (long)value,
        TextLiteral text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static double? Real(Literal literal) => literal switch
    {
        WholeLiteral whole => whole.Value,
        DecimalLiteral number => (double)number.Value,
        TextLiteral text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    public static bool? Flag(Literal literal) => literal switch
    {
        FlagLiteral flag => flag.Value,
        TextLiteral text when bool.TryParse(text.Value, out var flag) => flag,
        WholeLiteral { Value: 0 or 1 } whole => whole.Value == 1,
        TextLiteral { Value: "0" or "1" } text => text.Value == "1",
        _ => null,
    };

    public static Guid? Id(Literal literal) => literal switch
    {
        GuidLiteral guid => guid.Value,
        TextLiteral text when text.TryGetGuid(out var guid) => guid,
        _ => null,
    };

    // By its word, with the blanks and dashes some write, or by its number.
    public static string? ProductionType(Literal literal)
    {
        var word = literal switch { TextLiteral text => text.Value, EnumLiteral named => named.Value, WholeLiteral number => number.ToString(), _ => "" };
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? ProductFields.ProductionTypes.ElementAtOrDefault(index)
            : ProductFields.ProductionTypes.FirstOrDefault(known => known == word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_'));
    }
}
