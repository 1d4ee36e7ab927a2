namespace Gantry.Ccsds;

/// <summary>A time of day of UTC, which on some days has a second more.</summary>
/// <param name="Day">Days since 1958-01-01.</param>
/// <param name="Picoseconds">Since midnight, up to the end of a leap second.</param>
public readonly record struct UtcTime(int Day, long Picoseconds) : IComparable<UtcTime>
{
    /// <summary>How many seconds a day has but for leap seconds.</summary>
    public const int SecondsPerDay = 86_400;

    internal const long MostPicoseconds = ((SecondsPerDay + 1) * TaiTime.PicosecondsPerSecond) - 1;

    private const long PicosecondsPerTick = TaiTime.PicosecondsPerSecond / TimeSpan.TicksPerSecond;

    private static readonly int _firstDay = new DateOnly(1958, 1, 1).DayNumber;

    /// <summary>Whether it lies in the second that other days do not have.</summary>
    public bool IsLeapSecond => Picoseconds >= SecondsPerDay * TaiTime.PicosecondsPerSecond;

    public static UtcTime From(DateTimeOffset time) =>
        new((int)(time.UtcTicks / TimeSpan.TicksPerDay) - _firstDay, time.UtcTicks % TimeSpan.TicksPerDay * PicosecondsPerTick);

    /// <summary>As the platform tells time, which knows no leap seconds and nothing finer than 100 ns: a leap second becomes the last instant of its day. Null out of its years.</summary>
    public DateTimeOffset? ToDateTimeOffset()
    {
        if (Date is not { } date || Picoseconds < 0)
            return null;
        var ticks = Math.Min(Picoseconds / PicosecondsPerTick, TimeSpan.TicksPerDay - 1);
        return new(date.ToDateTime(TimeOnly.MinValue).AddTicks(ticks), TimeSpan.Zero);
    }

    /// <summary>The day of the calendar, or null out of the years 1 to 9999.</summary>
    public DateOnly? Date => (long)Day + _firstDay is var number && number < 0 || number > DateOnly.MaxValue.DayNumber ? null : DateOnly.FromDayNumber((int)number);

    internal static int DayOf(DateOnly date) => date.DayNumber - _firstDay;

    public int CompareTo(UtcTime other) => Day != other.Day ? Day.CompareTo(other.Day) : Picoseconds.CompareTo(other.Picoseconds);

    public static bool operator <(UtcTime left, UtcTime right) => left.CompareTo(right) < 0;

    public static bool operator >(UtcTime left, UtcTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(UtcTime left, UtcTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UtcTime left, UtcTime right) => left.CompareTo(right) >= 0;
}
