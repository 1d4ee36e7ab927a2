using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>What a CDS time has behind its milliseconds.</summary>
public enum CdsFineness
{
    Milliseconds,

    /// <summary>16 bits of microseconds.</summary>
    Microseconds,

    /// <summary>32 bits of picoseconds.</summary>
    Picoseconds,
}

/// <summary>The day-segmented time code CDS (301.0): days of UTC since an epoch, milliseconds of the day, and finer.</summary>
/// <param name="Fineness">What follows the milliseconds.</param>
/// <param name="HasLongDays">Whether the day has 24 bits instead of 16.</param>
/// <param name="EpochDay">The day 0, counted from 1958-01-01: 0 by the standard, else the agency's own.</param>
public sealed record CdsFormat(CdsFineness Fineness = CdsFineness.Milliseconds, bool HasLongDays = false, int EpochDay = 0)
{
    /// <summary>How long the preamble is where the time brings it along.</summary>
    public const int PreambleLength = 1;

    private const int Code = 4;
    private const long PicosecondsPerMillisecond = 1_000_000_000;
    private const long PicosecondsPerMicrosecond = 1_000_000;
    private const uint MostMilliseconds = 86_400_999;

    public int Length => DayOctets + 4 + Fineness switch { CdsFineness.Microseconds => 2, CdsFineness.Picoseconds => 4, _ => 0 };

    private int DayOctets => HasLongDays ? 3 : 2;

    /// <summary>Reads a preamble: what the time behind it looks like.</summary>
    /// <param name="ownEpochDay">The day 0 of an agency's own epoch.</param>
    public static TimeStatus TryReadPreamble(ReadOnlySpan<byte> octets, int ownEpochDay, out CdsFineness fineness, out bool hasLongDays, out int epochDay)
    {
        (fineness, hasLongDays, epochDay) = (default, false, 0);
        if (octets.IsEmpty)
            return TimeStatus.Incomplete;
        // Extension 0, code 100; the fourth fineness is reserved.
        if (octets[0] >> 4 != Code || (octets[0] & 3) == 3)
            return TimeStatus.OtherFormat;
        (fineness, hasLongDays, epochDay) = ((CdsFineness)(octets[0] & 3), (octets[0] & 4) != 0, (octets[0] & 8) != 0 ? ownEpochDay : 0);
        return TimeStatus.Good;
    }

    /// <summary>Writes the preamble. False when there is no room.</summary>
    public bool TryWritePreamble(Span<byte> octets)
    {
        if (octets.IsEmpty)
            return false;
        octets[0] = (byte)(Code << 4 | (EpochDay != 0 ? 8 : 0) | (HasLongDays ? 4 : 0) | (int)Fineness);
        return true;
    }

    /// <summary>Reads a time without preamble.</summary>
    public TimeStatus TryRead(ReadOnlySpan<byte> octets, out UtcTime time)
    {
        time = default;
        if (octets.Length < Length)
            return TimeStatus.Incomplete;
        var day = HasLongDays ? octets[0] << 16 | octets[1] << 8 | octets[2] : BinaryPrimitives.ReadUInt16BigEndian(octets);
        var milliseconds = BinaryPrimitives.ReadUInt32BigEndian(octets[DayOctets..]);
        var fine = octets[(DayOctets + 4)..];
        var picoseconds = Fineness switch
        {
            CdsFineness.Microseconds => BinaryPrimitives.ReadUInt16BigEndian(fine) * PicosecondsPerMicrosecond,
            CdsFineness.Picoseconds => BinaryPrimitives.ReadUInt32BigEndian(fine),
            _ => 0,
        };
        var inRange = (long)day + EpochDay;
        if (milliseconds > MostMilliseconds || picoseconds >= PicosecondsPerMillisecond || inRange is < int.MinValue or > int.MaxValue)
            return TimeStatus.OutOfRange;
        time = new((int)inRange, milliseconds * PicosecondsPerMillisecond + picoseconds);
        return TimeStatus.Good;
    }

    /// <summary>Writes a time without preamble, cut to the format's fineness. False before the epoch, beyond the last day, and without room.</summary>
    public bool TryWrite(UtcTime time, Span<byte> octets)
    {
        var day = (long)time.Day - EpochDay;
        if (octets.Length < Length || day < 0 || day >> 8 * DayOctets != 0 || time.Picoseconds is < 0 or > UtcTime.MostPicoseconds)
            return false;
        for (var i = 0; i < DayOctets; i++)
            octets[i] = (byte)(day >> 8 * (DayOctets - 1 - i));
        var milliseconds = Math.DivRem(time.Picoseconds, PicosecondsPerMillisecond, out var rest);
        BinaryPrimitives.WriteUInt32BigEndian(octets[DayOctets..], (uint)milliseconds);
        if (Fineness == CdsFineness.Microseconds)
            BinaryPrimitives.WriteUInt16BigEndian(octets[(DayOctets + 4)..], (ushort)(rest / PicosecondsPerMicrosecond));
        else if (Fineness == CdsFineness.Picoseconds)
            BinaryPrimitives.WriteUInt32BigEndian(octets[(DayOctets + 4)..], (uint)rest);
        return true;
    }
}
