namespace Gantry.Ccsds;

/// <summary>The unsegmented time code CUC (301.0): a counter of seconds and binary fractions since an epoch.</summary>
/// <param name="SecondOctets">1 to 7.</param>
/// <param name="FractionOctets">0 to 10.</param>
public sealed record CucFormat(int SecondOctets = 4, int FractionOctets = 3)
{
    private const int FirstSeconds = 4;
    private const int FirstFraction = 3;

    /// <summary>Where the counter begins: 1958 TAI, or where the agency says. A counter that follows UTC wants <see cref="LeapSeconds"/> afterwards.</summary>
    public TaiTime Epoch { get; init; }

    /// <summary>Whether the epoch is the agency's own, which the preamble tells.</summary>
    public bool HasOwnEpoch { get; init; }

    public int Length => SecondOctets + FractionOctets;

    /// <summary>How long the preamble is where the time brings it along.</summary>
    public int PreambleLength => SecondOctets > FirstSeconds || FractionOctets > FirstFraction ? 2 : 1;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        SecondOctets is < 1 or > 7 ? $"the seconds have 1 to 7 octets, not {SecondOctets}"
        : FractionOctets is < 0 or > 10 ? $"the fraction has 0 to 10 octets, not {FractionOctets}"
        : null;

    /// <summary>Reads a preamble: what the time behind it looks like.</summary>
    /// <param name="ownEpoch">Where an agency's own counter begins.</param>
    public static TimeStatus TryReadPreamble(ReadOnlySpan<byte> octets, TaiTime ownEpoch, out int secondOctets, out int fractionOctets, out TaiTime epoch, out int length)
    {
        (secondOctets, fractionOctets, epoch, length) = (0, 0, default, 0);
        if (octets.IsEmpty)
            return TimeStatus.Incomplete;
        var code = octets[0] >> 4 & 7;
        if (code is not (1 or 2))
            return TimeStatus.OtherFormat;
        var isExtended = (octets[0] & 0x80) != 0;
        if (isExtended && octets.Length < 2)
            return TimeStatus.Incomplete;
        // A third octet would be reserved.
        if (isExtended && (octets[1] & 0x80) != 0)
            return TimeStatus.OtherFormat;
        var more = isExtended ? octets[1] : 0;
        (secondOctets, fractionOctets) = ((octets[0] >> 2 & 3) + 1 + (more >> 5 & 3), (octets[0] & 3) + (more >> 2 & 7));
        (epoch, length) = (code == 2 ? ownEpoch : default, isExtended ? 2 : 1);
        return TimeStatus.Good;
    }

    /// <summary>Writes the preamble. False when there is no room.</summary>
    public bool TryWritePreamble(Span<byte> octets)
    {
        if (octets.Length < PreambleLength || WhyInvalid() is not null)
            return false;
        var (seconds, fraction) = (Math.Min(SecondOctets, FirstSeconds), Math.Min(FractionOctets, FirstFraction));
        octets[0] = (byte)((HasOwnEpoch ? 0x20 : 0x10) | seconds - 1 << 2 | fraction);
        if (PreambleLength == 1)
            return true;
        octets[0] |= 0x80;
        octets[1] = (byte)(SecondOctets - seconds << 5 | FractionOctets - fraction << 2);
        return true;
    }

    /// <summary>Reads a time without preamble.</summary>
    public TimeStatus TryRead(ReadOnlySpan<byte> octets, out TaiTime time) => TryRead(octets, SecondOctets, FractionOctets, Epoch, out time);

    /// <summary>Reads a time by what its preamble said.</summary>
    public static TimeStatus TryRead(ReadOnlySpan<byte> octets, int secondOctets, int fractionOctets, TaiTime epoch, out TaiTime time)
    {
        time = default;
        if (secondOctets is < 1 or > 7 || fractionOctets is < 0 or > 10)
            return TimeStatus.OtherFormat;
        if (octets.Length < secondOctets + fractionOctets)
            return TimeStatus.Incomplete;
        var (seconds, fraction) = (0L, 0UL);
        foreach (var octet in octets[..secondOctets])
            seconds = seconds << 8 | octet;
        // What is finer than 2⁻⁶⁴ seconds is no time any more.
        for (var i = 0; i < sizeof(ulong); i++)
            fraction = fraction << 8 | (i < fractionOctets ? octets[secondOctets + i] : 0u);
        time = epoch.Plus(new(seconds, fraction));
        return TimeStatus.Good;
    }

    /// <summary>Writes a time without preamble, cut to the format's fineness. False before the epoch, beyond the counter's end, and without room.</summary>
    public bool TryWrite(TaiTime time, Span<byte> octets)
    {
        var (seconds, fraction) = time.Since(Epoch);
        if (WhyInvalid() is not null || octets.Length < Length || seconds < 0 || seconds >> (8 * SecondOctets) != 0)
            return false;
        for (var i = 0; i < SecondOctets; i++)
            octets[i] = (byte)(seconds >> 8 * (SecondOctets - 1 - i));
        for (var i = 0; i < FractionOctets; i++)
            octets[SecondOctets + i] = i < sizeof(ulong) ? (byte)(fraction >> 56 - 8 * i) : (byte)0;
        return true;
    }
}
