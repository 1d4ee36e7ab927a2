using System.Globalization;
using System.Text;

namespace Gantry.OData;

/// <summary>A value written out in the filter.</summary>
public abstract record Literal : FilterNode
{
    private protected Literal()
    {
    }

    private protected static void PrintQuoted(string value, StringBuilder text) =>
        text.Append('\'').Append(value.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
}

/// <summary>A text. Clients also write guids, numbers and flags like this; the type compared with decides what was meant.</summary>
public sealed record TextLiteral(string Value) : Literal
{
    /// <summary>Some clients put guids in quotes.</summary>
    public bool TryGetGuid(out Guid guid) => Guid.TryParseExact(Value, "D", out guid);

    internal override void Print(StringBuilder text) => PrintQuoted(Value, text);
}

/// <summary>A guid, bare or as <c>guid'…'</c>.</summary>
public sealed record GuidLiteral(Guid Value) : Literal
{
    internal override void Print(StringBuilder text) => text.Append(null, $"{Value:D}");
}

/// <summary>An instant in UTC, exact to 100 ns; an offset is only a way of writing it.</summary>
public sealed record InstantLiteral : Literal
{
    public InstantLiteral(DateTimeOffset value) => Value = value.ToUniversalTime();

    public DateTimeOffset Value { get; }

    internal override void Print(StringBuilder text) =>
        text.Append(Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}

/// <summary>A number without a fraction that fits in 64 bits.</summary>
public sealed record WholeLiteral(long Value) : Literal
{
    internal override void Print(StringBuilder text) => text.Append(Value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Any other number that a decimal can hold.</summary>
public sealed record DecimalLiteral(decimal Value) : Literal
{
    internal override void Print(StringBuilder text)
    {
        var digits = Value.ToString(CultureInfo.InvariantCulture);
        // Without a point it would be read back as a whole number.
        text.Append(digits).Append(digits.Contains('.', StringComparison.Ordinal) ? "" : ".0");
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record FlagLiteral(bool Value) : Literal
{
    public override bool IsCondition => true;

    internal override void Print(StringBuilder text) => text.Append(Value ? "true" : "false");
}

/// <summary><c>null</c>: no value.</summary>
public sealed record NullLiteral : Literal
{
    internal override void Print(StringBuilder text) => text.Append("null");
}

/// <summary>A word of an enumeration: <c>OData.CSC.ProductionType'systematic_production'</c>.</summary>
public sealed record EnumLiteral(string Type, string Value) : Literal
{
    internal override void Print(StringBuilder text)
    {
        text.Append(Type);
        PrintQuoted(Value, text);
    }
}

/// <summary>A geometry as it was written, <c>SRID=4326;POLYGON((…))</c>; whether it is a valid one is not looked at here.</summary>
public sealed record GeographyLiteral(string Value) : Literal
{
    internal override void Print(StringBuilder text)
    {
        text.Append("geography");
        PrintQuoted(Value, text);
    }
}
