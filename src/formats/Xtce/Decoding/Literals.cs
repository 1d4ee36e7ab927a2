namespace Gantry.Xtce;

/// <summary>How a value stands to a literal of a database, and to another value.</summary>
internal static class Literals
{
    /// <summary>Not equal, and neither comes first.</summary>
    public const int Different = int.MaxValue;

    /// <summary>Below, equal or above 0; null when the two cannot be compared.</summary>
    public static int? Order(in Found found, bool isCalibrated, string literal)
    {
        switch (found.Type)
        {
            case EnumeratedType enumerated when isCalibrated:
                return Labelled(found, enumerated, literal);
            case BooleanType boolean when isCalibrated && found.Value.Kind == ValueKind.Flag:
                return Truth(boolean, literal) is { } truth ? (found.Value.AsFlag ? 1 : 0).CompareTo(truth ? 1 : 0) : null;
            case StringType:
                return found.Value.Kind == ValueKind.Text ? Bound(string.CompareOrdinal(found.Value.AsText, literal)) : null;
        }
        var value = isCalibrated ? found.Value : found.Raw;
        switch (value.Kind)
        {
            case ValueKind.Text:
                return Bound(string.CompareOrdinal(value.AsText, literal));
            case ValueKind.Bytes:
                return Hex(literal) is { } bytes ? Bound(value.AsBytes.Span.SequenceCompareTo(bytes)) : null;
            case ValueKind.Instant:
                return UtcText.TryRead(literal, out var instant) ? value.AsInstant.CompareTo(instant) : null;
            case ValueKind.None or ValueKind.List or ValueKind.Members:
                return null;
        }
        if (value.Kind is ValueKind.Unsigned or ValueKind.Signed && TryWhole(literal, out var whole) && value.TryWhole(out var own))
            return own.CompareTo(whole);
        if (Numbers.TryReal(literal, out var number) && value.TryNumber(out var real))
            return Compare(real, number);
        if (Truth(found.Type as BooleanType, literal) is { } flag && value.TryNumber(out var raw))
            return (raw == 0 ? 0 : 1).CompareTo(flag ? 1 : 0);
        return null;
    }

    public static int? Order(Value a, Value b)
    {
        if (a.Kind is ValueKind.None || b.Kind is ValueKind.None)
            return null;
        if (a.Kind == b.Kind)
        {
            switch (a.Kind)
            {
                case ValueKind.Text:
                    return Bound(string.CompareOrdinal(a.AsText, b.AsText));
                case ValueKind.Bytes:
                    return Bound(a.AsBytes.Span.SequenceCompareTo(b.AsBytes.Span));
                case ValueKind.Instant:
                    return a.AsInstant.CompareTo(b.AsInstant);
                case ValueKind.Flag:
                    return a.AsFlag.CompareTo(b.AsFlag);
                case ValueKind.List or ValueKind.Members:
                    return a == b ? 0 : Different;
            }
        }
        if (a.Kind is not ValueKind.Real && b.Kind is not ValueKind.Real && a.TryWhole(out var wholeA) && b.TryWhole(out var wholeB))
            return wholeA.CompareTo(wholeB);
        return a.TryNumber(out var x) && b.TryNumber(out var y) ? Compare(x, y) : Different;
    }

    /// <summary>What a literal says of a flag; null when it says nothing.</summary>
    public static bool? Truth(BooleanType? type, string literal)
    {
        if (literal == (type?.One ?? "True"))
            return true;
        if (literal == (type?.Zero ?? "False"))
            return false;
        if (literal.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (literal.Equals("false", StringComparison.OrdinalIgnoreCase))
            return false;
        return Numbers.TryReal(literal, out var number) ? number != 0 : null;
    }

    public static bool TryWhole(string literal, out Int128 whole)
    {
        whole = 0;
        if (!Numbers.TryWhole(literal, out var number))
            return false;
        // Numbers above the signed half come as their bits.
        whole = number < 0 && !literal.AsSpan().Trim().StartsWith("-") ? (Int128)unchecked((ulong)number) : number;
        return true;
    }

    private static int? Labelled(in Found found, EnumeratedType type, string literal)
    {
        if (!Whole(found.Raw, out var raw))
            return found.Value.Kind == ValueKind.Text ? Bound(string.CompareOrdinal(found.Value.AsText, literal)) : null;
        foreach (var label in type.Labels.AsSpan())
        {
            if (label.Text != literal)
                continue;
            if (found.Value.Kind == ValueKind.Text && found.Value.AsText == literal)
                return 0;
            // The same word may stand for several numbers: then the value is none of them.
            var order = raw.CompareTo(label.Value);
            return order == 0 ? Different : order;
        }
        // No label, but a number: the raw values are compared.
        return TryWhole(literal, out var number) ? raw.CompareTo(number)
            : found.Value.Kind == ValueKind.Text ? Bound(string.CompareOrdinal(found.Value.AsText, literal))
            : Different;
    }

    private static bool Whole(Value raw, out Int128 number) => raw.TryWhole(out number);

    private static int Compare(double a, double b) => a == b ? 0 : a < b ? -1 : a > b ? 1 : Different;

    private static int Bound(int order) => Math.Sign(order);

    private static byte[]? Hex(string literal)
    {
        var text = literal.AsSpan().Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            text = text[2..];
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
