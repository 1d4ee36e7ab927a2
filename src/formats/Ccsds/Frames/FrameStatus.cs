namespace Gantry.Ccsds;

/// <summary>Whether some octets are a transfer frame of the channel, or the first thing that says they are not.</summary>
public enum FrameStatus
{
    Good,

    /// <summary>Too short, too long, or not as long as it says itself.</summary>
    WrongLength,

    /// <summary>The version is that of another kind of frame.</summary>
    WrongVersion,

    /// <summary>It belongs to another spacecraft.</summary>
    WrongSpacecraft,

    /// <summary>The header was damaged beyond repair.</summary>
    BadHeader,

    /// <summary>The check at its end says that it was damaged.</summary>
    BadCheck,

    /// <summary>The header extension reaches beyond the frame, or is of an unknown version.</summary>
    BadSecondaryHeader,
}

/// <summary>The check at the end of a frame.</summary>
public enum FrameCheck
{
    None,
    Crc16,
    Crc32,
}

internal static class FrameChecks
{
    public static int LengthOf(FrameCheck check) => check switch { FrameCheck.Crc16 => Crc16.Length, FrameCheck.Crc32 => Crc32.Length, _ => 0 };

    public static bool IsGood(FrameCheck check, ReadOnlySpan<byte> frame) => check switch
    {
        FrameCheck.Crc16 => Crc16.IsGood(frame),
        FrameCheck.Crc32 => Crc32.IsGood(frame),
        _ => true,
    };

    public static bool Seal(FrameCheck check, Span<byte> frame) => check switch
    {
        FrameCheck.Crc16 => Crc16.Seal(frame),
        FrameCheck.Crc32 => Crc32.Seal(frame),
        _ => true,
    };
}
