using System.Numerics;

namespace Gantry.Xtce;

/// <summary>
/// What a count of a time type is worth: epoch + (raw · scale + offset) units, in whole numbers all the way, for a double
/// of today's seconds is a tenth of a microsecond wide.
/// </summary>
internal sealed class TimeScale
{
    private static readonly BigInteger _one = BigInteger.One << 64;

    private readonly Ratio _scale;
    private readonly Ratio _offset;
    private readonly bool _isPosix;
    private readonly Instant _epoch;
    private readonly long _epochDay;
    private readonly long _epochSecond;

    public TimeScale(TimeType type, XtceSettings settings)
    {
        var unit = Unit(type.Unit);
        _scale = Ratio.Of(type.Scale) * unit;
        _offset = Ratio.Of(type.Offset) * unit;
        _isPosix = settings.LeapSeconds == LeapSecondPolicy.Posix;
        HasEpoch = type is RelativeTimeType || type.Epoch is not null;
        _epoch = type.Epoch is null ? default : EpochInstant(type.Epoch);
        (_epochDay, _epochSecond) = LeapSeconds.ToUtc(_epoch.Seconds);
    }

    public bool HasEpoch { get; }

    public TimeLength Length(Value raw) => ToLength(Count(raw));

    /// <summary>The instant of a count, or none when it lies where no clock goes.</summary>
    public Value At(Value raw)
    {
        var length = Length(raw);
        if (!_isPosix)
            return Value.Of(_epoch + length);
        // Days have 86,400 seconds for the counter, so the calendar is reckoned first and leap seconds come after it.
        var sum = new Instant(_epochSecond, _epoch.Fraction) + length;
        var day = Math.DivRem(sum.Seconds, 86_400, out var second);
        return second < 0
            ? Value.Of(new Instant(LeapSeconds.FromUtc(_epochDay + day - 1, second + 86_400), sum.Fraction))
            : Value.Of(new Instant(LeapSeconds.FromUtc(_epochDay + day, second), sum.Fraction));
    }

    /// <summary>The raw count of a time, the nearest one; the inverse of the above, for commands.</summary>
    public BigInteger? Raw(Instant? instant, TimeLength length)
    {
        if (instant is { } at)
        {
            if (_isPosix)
            {
                var (day, second) = LeapSeconds.ToUtc(at.Seconds);
                length = Minus(new(day * 86_400 + second, at.Fraction), new(_epochDay * 86_400 + _epochSecond, _epoch.Fraction));
            }
            else
            {
                length = Minus(at, _epoch);
            }
        }
        if (_scale.Numerator.IsZero)
            return null;
        var total = new Ratio(((BigInteger)length.Seconds << 64) + length.Fraction, _one) + new Ratio(-_offset.Numerator, _offset.Denominator);
        var top = total.Numerator * _scale.Denominator * 2;
        var bottom = total.Denominator * _scale.Numerator;
        if (bottom.Sign < 0)
            (top, bottom) = (-top, -bottom);
        return Floor(top + bottom, bottom * 2);
    }

    private static TimeLength Minus(Instant left, Instant right) =>
        new(unchecked(left.Seconds - right.Seconds - (left.Fraction < right.Fraction ? 1 : 0)), unchecked(left.Fraction - right.Fraction));

    private Ratio Count(Value raw) => raw.Kind switch
    {
        ValueKind.Unsigned => new Ratio(raw.AsUnsigned, 1) * _scale + _offset,
        ValueKind.Signed => new Ratio(raw.AsSigned, 1) * _scale + _offset,
        ValueKind.Real when double.IsFinite(raw.AsReal) => Ratio.Exactly(raw.AsReal) * _scale + _offset,
        _ => new Ratio(0, 1),
    };

    private static TimeLength ToLength(Ratio seconds)
    {
        var parts = Floor(seconds.Numerator * _one, seconds.Denominator);
        var whole = parts >> 64;
        return whole < long.MinValue || whole > long.MaxValue
            ? new(whole.Sign < 0 ? long.MinValue : long.MaxValue, 0)
            : new((long)whole, (ulong)(parts & ulong.MaxValue));
    }

    private static BigInteger Floor(BigInteger top, BigInteger bottom)
    {
        var quotient = BigInteger.DivRem(top, bottom, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static Ratio Unit(TimeUnit unit) => unit switch
    {
        TimeUnit.Picoseconds => new(1, 1_000_000_000_000),
        TimeUnit.Nanoseconds => new(1, 1_000_000_000),
        TimeUnit.Microseconds => new(1, 1_000_000),
        TimeUnit.Milliseconds => new(1, 1000),
        TimeUnit.Minutes => new(60, 1),
        TimeUnit.Hours => new(3600, 1),
        TimeUnit.Days => new(86_400, 1),
        TimeUnit.Months => new(30 * 86_400, 1),
        TimeUnit.Years => new(31_557_600, 1),
        _ => new(1, 1),
    };

    private static Instant EpochInstant(Epoch epoch)
    {
        switch (epoch.Name)
        {
            case EpochName.Tai:
                return default;
            case EpochName.J2000:
                // 12:00:00 TT is 11:59:27.816 TAI.
                return new((new DateOnly(2000, 1, 1).DayNumber - LeapSeconds.DaysTo1958) * 86_400 + 43_167, (ulong)(((UInt128)816 << 64) / 1000));
            case EpochName.Gps:
                return Instant.FromUtc(new(1980, 1, 6, 0, 0, 0, TimeSpan.Zero));
            case EpochName.Unix:
                return Instant.FromUtc(DateTimeOffset.UnixEpoch);
            default:
                return UtcText.TryRead(epoch.Written, out var date) ? date : default;
        }
    }
}
