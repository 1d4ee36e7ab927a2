namespace Gantry.Ccsds;

/// <summary>The two ways to write a time in characters.</summary>
public enum AsciiCode
{
    /// <summary>Month and day: 2026-03-01T12:00:00.5Z.</summary>
    A,

    /// <summary>Day of the year: 2026-060T12:00:00.5Z.</summary>
    B,
}

/// <summary>The calendar codes A and B of 301.0.</summary>
public static class AsciiTime
{
    /// <summary>The longest text that is written.</summary>
    public const int MostLength = 33;

    private const int MostDigits = 12;

    /// <summary>Reads a time of either code to the end of the octets; the Z may be left out, the seconds may have any number of decimals.</summary>
    public static TimeStatus TryRead(ReadOnlySpan<byte> text, out UtcTime time)
    {
        time = default;
        var reader = new Digits(text);
        var year = reader.Number(4);
        reader.Expect((byte)'-');
        var month = 1;
        var isOrdinal = reader.Rest is [_, _, >= (byte)'0' and <= (byte)'9', ..];
        var day = 0;
        if (isOrdinal)
        {
            day = reader.Number(3);
        }
        else
        {
            month = reader.Number(2);
            reader.Expect((byte)'-');
            day = reader.Number(2);
        }
        reader.Expect((byte)'T');
        var hour = reader.Number(2);
        reader.Expect((byte)':');
        var minute = reader.Number(2);
        reader.Expect((byte)':');
        var second = reader.Number(2);
        var picoseconds = reader.Rest is [(byte)'.', ..] ? reader.Decimals() : 0;
        if (reader.Rest is [(byte)'Z'])
            reader.Expect((byte)'Z');
        if (reader.IsEnd)
            return TimeStatus.Incomplete;
        var mostDay = year < 1 ? 0 : isOrdinal ? DateTime.IsLeapYear(year) ? 366 : 365 : month is < 1 or > 12 ? 0 : DateTime.DaysInMonth(year, month);
        var mostSecond = hour == 23 && minute == 59 ? 60 : 59;
        if (reader.IsBad || !reader.Rest.IsEmpty || day < 1 || day > mostDay || hour > 23 || minute > 59 || second > mostSecond)
            return TimeStatus.OutOfRange;
        var first = UtcTime.DayOf(new(year, month, 1));
        time = new(first + day - 1, ((hour * 60 + minute) * 60 + second) * TaiTime.PicosecondsPerSecond + picoseconds);
        return TimeStatus.Good;
    }

    /// <summary>Writes a time with that many decimals of its seconds, 0 to 12, cut and not rounded, and a Z. False when it cannot be written so or there is no room.</summary>
    public static bool TryWrite(UtcTime time, AsciiCode code, int decimals, Span<byte> text, out int length)
    {
        length = (code == AsciiCode.A ? 19 : 17) + (decimals > 0 ? decimals + 1 : 0) + 1;
        if (decimals is < 0 or > MostDigits || text.Length < length || time.Date is not { } date || time.Picoseconds is < 0 or > UtcTime.MostPicoseconds)
            return false;
        var seconds = Math.DivRem(time.Picoseconds, TaiTime.PicosecondsPerSecond, out var rest);
        // A leap second stands in the last minute of its day.
        var minutes = Math.Min(seconds / 60, 24 * 60 - 1);
        var at = Put(text, 0, date.Year, 4, '-');
        at = code == AsciiCode.A ? Put(text, Put(text, at, date.Month, 2, '-'), date.Day, 2, 'T') : Put(text, at, date.DayOfYear, 3, 'T');
        at = Put(text, Put(text, at, minutes / 60, 2, ':'), minutes % 60, 2, ':');
        at = Put(text, at, seconds - minutes * 60, 2, decimals > 0 ? '.' : 'Z');
        if (decimals == 0)
            return true;
        for (var i = decimals; i < MostDigits; i++)
            rest /= 10;
        Put(text, at, rest, decimals, 'Z');
        return true;
    }

    private static int Put(Span<byte> text, int at, long number, int digits, char then)
    {
        for (var i = digits - 1; i >= 0; i--)
        {
            text[at + i] = (byte)('0' + number % 10);
            number /= 10;
        }
        text[at + digits] = (byte)then;
        return at + digits + 1;
    }

    private ref struct Digits(ReadOnlySpan<byte> text)
    {
        public ReadOnlySpan<byte> Rest { get; private set; } = text;

        public bool IsBad { get; private set; }

        /// <summary>Whether it stopped only because nothing more was there.</summary>
        public bool IsEnd { get; private set; }

        public int Number(int digits)
        {
            var number = 0;
            for (var i = 0; i < digits && !IsBad; i++)
            {
                if (Next(out var octet) && octet is >= (byte)'0' and <= (byte)'9')
                    number = number * 10 + octet - '0';
                else
                    IsBad = true;
            }
            return number;
        }

        public void Expect(byte wanted) => IsBad = IsBad || !Next(out var octet) || octet != wanted;

        public long Decimals()
        {
            Expect((byte)'.');
            var (value, digits) = (0L, 0);
            for (; Rest is [>= (byte)'0' and <= (byte)'9', ..]; digits++)
            {
                value = digits < MostDigits ? value * 10 + Rest[0] - '0' : value;
                Rest = Rest[1..];
            }
            IsBad |= digits == 0;
            for (; digits < MostDigits; digits++)
                value *= 10;
            return value;
        }

        private bool Next(out byte octet)
        {
            octet = 0;
            IsEnd |= Rest.IsEmpty;
            if (Rest.IsEmpty)
                return false;
            octet = Rest[0];
            Rest = Rest[1..];
            return true;
        }
    }
}
