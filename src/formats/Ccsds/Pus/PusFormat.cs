namespace Gantry.Ccsds;

/// <summary>Which issue of the packet utilisation standard a mission follows.</summary>
public enum PusVersion
{
    /// <summary>ECSS-E-70-41A.</summary>
    A = 1,

    /// <summary>ECSS-E-ST-70-41C.</summary>
    C = 2,
}

/// <summary>What a mission has settled about its secondary headers.</summary>
/// <param name="Version">The issue.</param>
/// <param name="TimeLength">How many octets the time of a report takes.</param>
/// <param name="SpareLength">How many octets at the end of the header are spare.</param>
/// <param name="HasCounter">Of issue A: whether reports have a counter of 8 bits. Issue C always has one of 16.</param>
/// <param name="HasPeer">Of issue A: whether there is a destination, and in commands a source, of 8 bits. Issue C always has one of 16.</param>
public sealed record PusFormat(PusVersion Version = PusVersion.C, int TimeLength = 7, int SpareLength = 0, bool HasCounter = false, bool HasPeer = false)
{
    internal int CounterOctets => Version == PusVersion.C ? 2 : HasCounter ? 1 : 0;

    internal int PeerOctets => Version == PusVersion.C ? 2 : HasPeer ? 1 : 0;

    /// <summary>How long the secondary header of a report is.</summary>
    public int ReportHeaderLength => 3 + CounterOctets + PeerOctets + TimeLength + SpareLength;

    /// <summary>How long the secondary header of a command is.</summary>
    public int CommandHeaderLength => 3 + PeerOctets + SpareLength;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        Version is not (PusVersion.A or PusVersion.C) ? $"the issue is A or C, not {Version}"
        : TimeLength is < 0 or > 32 ? $"the time has 0 to 32 octets, not {TimeLength}"
        : SpareLength is < 0 or > 32 ? $"0 to 32 octets are spare, not {SpareLength}"
        : null;
}

/// <summary>Whether some octets begin with a secondary header.</summary>
public enum PusStatus
{
    Good,
    Incomplete,

    /// <summary>The version is another one than the mission's.</summary>
    OtherVersion,
}

internal static class PusFields
{
    public static int Read(ReadOnlySpan<byte> octets, ref int at, int length)
    {
        var value = 0;
        for (; length > 0; length--)
            value = value << 8 | octets[at++];
        return value;
    }

    public static bool Fits(int value, int octets) => value >= 0 && value >> 8 * octets == 0;

    public static void Write(Span<byte> octets, ref int at, int length, int value)
    {
        for (; length > 0; length--)
            octets[at++] = (byte)(value >> 8 * (length - 1));
    }
}
