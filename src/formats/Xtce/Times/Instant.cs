namespace Gantry.Xtce;

/// <summary>A point of time: seconds of TAI since 1958-01-01 TAI and parts of 2⁻⁶⁴ second.</summary>
public readonly record struct Instant(long Seconds, ulong Fraction) : IComparable<Instant>
{
    public int CompareTo(Instant other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Fraction.CompareTo(other.Fraction);

    public static bool operator <(Instant left, Instant right) => left.CompareTo(right) < 0;

    public static bool operator >(Instant left, Instant right) => left.CompareTo(right) > 0;

    public static bool operator <=(Instant left, Instant right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Instant left, Instant right) => left.CompareTo(right) >= 0;

    public static Instant operator +(Instant left, TimeLength right)
    {
        var fraction = unchecked(left.Fraction + right.Fraction);
        return new(unchecked(left.Seconds + right.Seconds + (fraction < left.Fraction ? 1 : 0)), fraction);
    }

    /// <summary>As UTC, a leap second being second 60: <c>2016-12-31T23:59:60.5Z</c>.</summary>
    public override string ToString() => UtcText.Write(this);

    /// <summary>As UTC to 100 ns; a leap second becomes the last moment of its day. Null outside of the years 1 to 9999.</summary>
    public DateTimeOffset? ToUtc()
    {
        var (day, second) = LeapSeconds.ToUtc(Seconds);
        // Held in the last second of the day.
        var ticks = second == 86_400 ? TimeSpan.TicksPerDay - 1 : second * TimeSpan.TicksPerSecond + (long)((UInt128)Fraction * TimeSpan.TicksPerSecond >> 64);
        var days = day + LeapSeconds.DaysTo1958;
        return days is < 0 or > 3_652_058 ? null : new DateTimeOffset(days * TimeSpan.TicksPerDay + ticks, TimeSpan.Zero);
    }

    public static Instant FromUtc(DateTimeOffset utc)
    {
        var (days, ticks) = Math.DivRem(utc.UtcTicks, TimeSpan.TicksPerDay);
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return new(LeapSeconds.FromUtc(days - LeapSeconds.DaysTo1958, seconds), Fraction64((ulong)rest));
    }

    // Ticks times 2⁶⁴ over those of a second, without dividing 128 bits: the whole part and the rest of 2⁶⁴ over them are constant.
    private static ulong Fraction64(ulong ticks)
    {
        const ulong whole = ulong.MaxValue / TimeSpan.TicksPerSecond;
        const ulong rest = ulong.MaxValue % TimeSpan.TicksPerSecond + 1;
        return ticks * whole + ticks * rest / TimeSpan.TicksPerSecond;
    }
}

/// <summary>A length of time: whole seconds, which may be negative, and parts of 2⁻⁶⁴ second after them.</summary>
public readonly record struct TimeLength(long Seconds, ulong Fraction)
{
    public static TimeLength FromSeconds(double seconds) => new((long)Math.Floor(seconds), (ulong)((seconds - Math.Floor(seconds)) * 18446744073709551616.0));

    public double ToSeconds() => Seconds + Fraction / 18446744073709551616.0;

    public override string ToString() => UtcText.Seconds(Seconds, Fraction) + " s";
}
