namespace Neo.Time;

/// <summary>The MPC's five-character epochs: <c>K205V</c> is 2020 May 31, 0h TT.</summary>
public static class PackedEpoch
{
    private const string Centuries = "IJK";
    private const string Digits = "123456789ABCDEFGHIJKLMNOPQRSTUV";

    public static bool TryUnpack(ReadOnlySpan<char> packed, out Tt epoch)
    {
        epoch = default;
        if (packed.Length != 5 || !char.IsAsciiDigit(packed[1]) || !char.IsAsciiDigit(packed[2]))
            return false;
        var (century, month, day) = (Centuries.IndexOf(packed[0]), Digits.IndexOf(packed[3]) + 1, Digits.IndexOf(packed[4]) + 1);
        if (century < 0 || !JulianDays.TryToMjd(1800 + century * 100 + (packed[1] - '0') * 10 + packed[2] - '0', month, day, out var mjd))
            return false;
        epoch = new(mjd);
        return true;
    }

    public static bool TryPack(Tt epoch, out string packed)
    {
        packed = "";
        var date = JulianDays.ToDate((int)Math.Floor(epoch.Mjd));
        if (epoch.Mjd != Math.Floor(epoch.Mjd) || date.Year is < 1800 or > 2099)
            return false;
        packed = $"{Centuries[date.Year / 100 - 18]}{date.Year % 100:00}{Digits[date.Month - 1]}{Digits[date.Day - 1]}";
        return true;
    }
}
