using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry.Xtce;

public enum ValueKind : byte
{
    /// <summary>There is none: it could not be decoded, or not be calibrated.</summary>
    None,
    Unsigned,
    Signed,
    Real,
    Flag,
    Text,
    Bytes,
    Instant,
    Duration,

    /// <summary>Items of an array.</summary>
    List,

    /// <summary>Members of an aggregate, in the order of its type.</summary>
    Members,
}

/// <summary>One value of any kind. Numbers and blobs need no memory of their own.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly long _first;
    private readonly ulong _second;
    private readonly object? _held;

    private Value(ValueKind kind, long first, ulong second, object? held)
    {
        Kind = kind;
        _first = first;
        _second = second;
        _held = held;
    }

    public static Value None => default;

    public ValueKind Kind { get; }

    public static Value Of(ulong number) => new(ValueKind.Unsigned, 0, number, null);

    public static Value Of(long number) => new(ValueKind.Signed, number, 0, null);

    public static Value Of(double number) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(number), 0, null);

    /// <summary>True or false, and the word the type has for it.</summary>
    public static Value Of(bool flag, string word) => new(ValueKind.Flag, flag ? 1 : 0, 0, word);

    public static Value Of(string text) => new(ValueKind.Text, 0, 0, text);

    public static Value Of(Instant instant) => new(ValueKind.Instant, instant.Seconds, instant.Fraction, null);

    public static Value Of(TimeLength length) => new(ValueKind.Duration, length.Seconds, length.Fraction, null);

    public static Value Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new(ValueKind.Bytes, segment.Offset, (ulong)segment.Count, segment.Array)
            : new(ValueKind.Bytes, 0, (ulong)bytes.Length, bytes.ToArray());

    public static Value Of(ListValue list) => new(ValueKind.List, 0, 0, list);

    public static Value OfMembers(Value[] members) => new(ValueKind.Members, 0, 0, members);

    public ulong AsUnsigned => _second;

    public long AsSigned => _first;

    public double AsReal => BitConverter.Int64BitsToDouble(_first);

    public bool AsFlag => _first != 0;

    /// <summary>The text, or the word of a flag.</summary>
    public string AsText => _held as string ?? "";

    public Instant AsInstant => new(_first, _second);

    public TimeLength AsDuration => new(_first, _second);

    public ReadOnlyMemory<byte> AsBytes => _held is byte[] bytes && Kind == ValueKind.Bytes ? bytes.AsMemory((int)_first, (int)_second) : default;

    public ListValue? AsList => _held as ListValue;

    public IReadOnlyList<Value> AsMembers => _held as Value[] ?? [];

    /// <summary>As a number, where it is one.</summary>
    public bool TryNumber(out double number)
    {
        switch (Kind)
        {
            case ValueKind.Unsigned:
                number = _second;
                return true;
            case ValueKind.Signed or ValueKind.Flag:
                number = _first;
                return true;
            case ValueKind.Real:
                number = AsReal;
                return true;
            case ValueKind.Duration:
                number = AsDuration.ToSeconds();
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>As a whole number of any sign, where it is one without loss.</summary>
    public bool TryWhole(out Int128 number)
    {
        switch (Kind)
        {
            case ValueKind.Unsigned:
                number = _second;
                return true;
            case ValueKind.Signed or ValueKind.Flag:
                number = _first;
                return true;
            case ValueKind.Real when Math.Abs(AsReal) < 1e30 && Math.Truncate(AsReal).Equals(AsReal):
                number = (Int128)AsReal;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>The same value without any of the packet's memory, which may be used again.</summary>
    public Value Own() => Kind switch
    {
        ValueKind.Bytes => Of(AsBytes.ToArray().AsMemory()),
        ValueKind.List => Of(new ListValue([.. AsList!.Items.Select(i => i.Own())], [.. AsList.From], [.. AsList.Sizes])),
        ValueKind.Members => OfMembers([.. AsMembers.Select(m => m.Own())]),
        _ => this,
    };

    public bool Equals(Value other)
    {
        if (Kind != other.Kind)
            return false;
        return Kind switch
        {
            ValueKind.Real => AsReal.Equals(other.AsReal),
            ValueKind.Text or ValueKind.Flag => _first == other._first && AsText == other.AsText,
            ValueKind.Bytes => AsBytes.Span.SequenceEqual(other.AsBytes.Span),
            ValueKind.List => AsList!.Equals(other.AsList),
            ValueKind.Members => AsMembers.SequenceEqual(other.AsMembers),
            _ => _first == other._first && _second == other._second,
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Kind switch
    {
        ValueKind.Text => HashCode.Combine(Kind, AsText),
        ValueKind.Bytes => HashCode.Combine(Kind, _second),
        ValueKind.List or ValueKind.Members => Kind.GetHashCode(),
        _ => HashCode.Combine(Kind, _first, _second),
    };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    public override string ToString() => Kind switch
    {
        ValueKind.None => "",
        ValueKind.Unsigned => _second.ToString(CultureInfo.InvariantCulture),
        ValueKind.Signed => _first.ToString(CultureInfo.InvariantCulture),
        ValueKind.Real => AsReal.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Bytes => Convert.ToHexString(AsBytes.Span),
        ValueKind.Instant => AsInstant.ToString(),
        ValueKind.Duration => AsDuration.ToString(),
        ValueKind.List => AsList!.ToString(),
        ValueKind.Members => "{" + string.Join(", ", AsMembers) + "}",
        _ => AsText,
    };
}
