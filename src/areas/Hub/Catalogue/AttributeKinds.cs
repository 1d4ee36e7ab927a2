using System.Globalization;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>The type of an attribute's value, as the tables write it.</summary>
internal enum AttributeKind { S, I, D, B, T }

/// <summary>How the five types are called, kept and compared.</summary>
internal static class AttributeKinds
{
    /// <summary>Longer texts are found by how they begin, and by equality through their digest.</summary>
    public const int SearchableLetters = 250;

    public static AttributeKind Kind(this AttributeValue value) => value switch
    {
        AttributeValue.Text => AttributeKind.S,
        AttributeValue.Whole => AttributeKind.I,
        AttributeValue.Real => AttributeKind.D,
        AttributeValue.Flag => AttributeKind.B,
        _ => AttributeKind.T,
    };

    /// <summary>The type's name in the interface: <c>OData.CSC.StringAttribute</c> has a <c>String</c>.</summary>
    public static string Word(this AttributeKind kind) => kind switch
    {
        AttributeKind.S => "String",
        AttributeKind.I => "Integer",
        AttributeKind.D => "Double",
        AttributeKind.B => "Boolean",
        _ => "DateTimeOffset",
    };

    /// <summary>A text that sorts, by its bytes, as the values of its type do.</summary>
    public static string SortKey(this AttributeValue value) => value switch
    {
        AttributeValue.Text { Value.Length: > SearchableLetters } text => text.Value[..SearchableLetters] + "…" + Digest.Of(text.Value).Hex,
        AttributeValue.Text text => text.Value,
        AttributeValue.Whole whole => Sorted(whole.Value),
        AttributeValue.Real real => Sorted(real.Value),
        AttributeValue.Flag flag => flag.Value ? "1" : "0",
        AttributeValue.Instant instant => Sorted(instant.Value.ToUnixTimeMilliseconds()),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The value as plain JSON, for Gantry's own API and for STAC.</summary>
    public static JsonElement Plain(this AttributeValue value) => value switch
    {
        AttributeValue.Text text => JsonSerializer.SerializeToElement(text.Value),
        AttributeValue.Whole whole => JsonSerializer.SerializeToElement(whole.Value),
        AttributeValue.Real real => JsonSerializer.SerializeToElement(real.Value),
        AttributeValue.Flag flag => JsonSerializer.SerializeToElement(flag.Value),
        AttributeValue.Instant instant => JsonSerializer.SerializeToElement(Dates.Text(instant.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Sorted(long number) => ((ulong)(number ^ long.MinValue)).ToString("x16", CultureInfo.InvariantCulture);

    // The bits of positive numbers sort as the numbers do, those of negative ones the other way round. Zero has two signs.
    private static string Sorted(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0.0 : number);
        return ((ulong)(bits >= 0 ? bits ^ long.MinValue : ~bits)).ToString("x16", CultureInfo.InvariantCulture);
    }
}
