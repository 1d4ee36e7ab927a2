namespace Gantry.Xtce;

/// <summary>How a value looks on the wire.</summary>
public abstract record DataEncoding
{
    private protected DataEncoding()
    {
    }

    public ByteOrder ByteOrder { get; init; } = ByteOrder.MostSignificantFirst;

    public bool LeastSignificantBitFirst { get; init; }

    public ErrorCheck? Check { get; init; }

    public Place At { get; init; }
}

/// <summary>The significance of each byte from the lowest address on; the most significant first when nothing is listed.</summary>
public sealed record ByteOrder(bool IsLeastSignificantFirst, ValueList<int> Significance)
{
    public static ByteOrder MostSignificantFirst { get; } = new(false, []);

    public static ByteOrder LeastSignificantFirst { get; } = new(true, []);

    /// <summary>The usual one, for a value of so many bytes?</summary>
    public bool IsPlain(int bytes)
    {
        if (IsLeastSignificantFirst)
            return bytes == 1;
        for (var i = 0; i < Significance.Count; i++)
        {
            if (Significance[i] != Significance.Count - 1 - i)
                return false;
        }
        return true;
    }

    public override string ToString() =>
        IsLeastSignificantFirst ? "leastSignificantByteFirst" : Significance.Count == 0 ? "mostSignificantByteFirst" : string.Join(',', Significance);
}

public abstract record NumberEncoding : DataEncoding
{
    private protected NumberEncoding()
    {
    }

    public required int SizeInBits { get; init; }

    public Calibrator? DefaultCalibrator { get; init; }

    public ValueList<ContextCalibrator> ContextCalibrators { get; init; } = [];

    public double? ChangeThreshold { get; init; }
}

public sealed record IntegerEncoding : NumberEncoding
{
    public IntegerFormat Format { get; init; }
}

public enum IntegerFormat
{
    Unsigned,
    SignMagnitude,
    TwosComplement,
    OnesComplement,
    Bcd,
    PackedBcd,
}

public sealed record FloatEncoding : NumberEncoding
{
    public FloatFormat Format { get; init; }
}

public enum FloatFormat
{
    Ieee754,
    Mil1750A,
    Dec,
    Ibm,
    Ti,
}

public sealed record StringEncoding : DataEncoding
{
    public CharacterSet Characters { get; init; } = CharacterSet.Utf8;

    /// <summary>How much room it takes; null when only its end or its leading size says.</summary>
    public IntegerValue? Buffer { get; init; }

    /// <summary>The bytes that end the text, in hexadecimal.</summary>
    public string? Terminator { get; init; }

    /// <summary>The bits of the number before the text that says how long it is.</summary>
    public int? LeadingSizeInBits { get; init; }

    public long? LongestInBits { get; init; }

    /// <summary>The buffer is fixed: it is taken whole, however short the text in it.</summary>
    public bool IsFixed => Buffer is FixedValue;
}

public enum CharacterSet
{
    Utf8,
    Ascii,
    Latin1,
    Windows1252,
    Utf16,
    Utf16LittleEndian,
    Utf16BigEndian,
    Utf32,
    Utf32LittleEndian,
    Utf32BigEndian,
}

public sealed record BinaryEncoding : DataEncoding
{
    public required IntegerValue Size { get; init; }

    public Algorithm? FromBinary { get; init; }

    public Algorithm? ToBinary { get; init; }
}

/// <summary>A code that shows damaged bits.</summary>
public sealed record ErrorCheck
{
    public required ErrorCheckKind Kind { get; init; }

    /// <summary>Of a checksum: <c>sum8</c>, <c>sum16</c> …; of a parity: <c>Even</c> or <c>Odd</c>.</summary>
    public string? Name { get; init; }

    public int? SizeInBits { get; init; }

    public string? Polynomial { get; init; }

    public string? Initial { get; init; }

    public string? FinalXor { get; init; }

    public bool ReflectsData { get; init; }

    public bool ReflectsRemainder { get; init; }

    public long? BitsFromReference { get; init; }

    public bool FromEnd { get; init; }

    public ParameterReference? Parameter { get; init; }

    public Algorithm? Algorithm { get; init; }
}

public enum ErrorCheckKind
{
    Crc,
    Checksum,
    Parity,
    Xor,
}
