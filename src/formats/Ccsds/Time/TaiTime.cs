namespace Gantry.Ccsds;

/// <summary>An instant on the uniform scale TAI: whole seconds since 1958-01-01, and parts of 2⁻⁶⁴ seconds. No leap seconds, no rounding.</summary>
/// <param name="Seconds">Whole seconds, negative before 1958.</param>
/// <param name="Fraction">The rest in parts of 2⁻⁶⁴ seconds.</param>
public readonly record struct TaiTime(long Seconds, ulong Fraction = 0) : IComparable<TaiTime>
{
    internal const long NanosecondsPerSecond = 1_000_000_000;
    internal const long PicosecondsPerSecond = 1_000_000_000_000;

    /// <summary>1980-01-06T00:00:00 UTC, where GPS time begins.</summary>
    public static TaiTime GpsEpoch => new((8_040L * 86_400) + 19);

    /// <summary>2000-01-01T12:00:00 TT, which is 11:58:55.816 UTC.</summary>
    public static TaiTime J2000 => FromPicoseconds((15_340L * 86_400) + 43_167, 816_000_000_000);

    /// <summary>The whole nanoseconds within the second.</summary>
    public int Nanosecond => (int)Math.BigMul(Fraction, NanosecondsPerSecond, out _);

    /// <summary>The whole picoseconds within the second.</summary>
    public long Picosecond => (long)Math.BigMul(Fraction, PicosecondsPerSecond, out _);

    /// <summary>From whole seconds and 0 to 999,999,999 nanoseconds.</summary>
    public static TaiTime FromNanoseconds(long seconds, int nanosecond) => FromPicoseconds(seconds, nanosecond * 1_000L);

    /// <summary>From whole seconds and 0 to 999,999,999,999 picoseconds.</summary>
    public static TaiTime FromPicoseconds(long seconds, long picosecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(picosecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(picosecond, PicosecondsPerSecond);
        // Rounded up, so that taking whole picoseconds again gives the same.
        return new(seconds, (ulong)((((UInt128)(ulong)picosecond << 64) + PicosecondsPerSecond - 1) / PicosecondsPerSecond));
    }

    /// <summary>This instant that much later; both are counted from the same beginning.</summary>
    public TaiTime Plus(TaiTime span)
    {
        var fraction = Fraction + span.Fraction;
        return new(Seconds + span.Seconds + (fraction < Fraction ? 1 : 0), fraction);
    }

    /// <summary>How much later this instant is than another.</summary>
    public TaiTime Since(TaiTime other) => new(Seconds - other.Seconds - (Fraction < other.Fraction ? 1 : 0), Fraction - other.Fraction);

    public int CompareTo(TaiTime other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Fraction.CompareTo(other.Fraction);

    public static bool operator <(TaiTime left, TaiTime right) => left.CompareTo(right) < 0;

    public static bool operator >(TaiTime left, TaiTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(TaiTime left, TaiTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TaiTime left, TaiTime right) => left.CompareTo(right) >= 0;
}
