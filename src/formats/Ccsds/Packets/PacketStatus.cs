namespace Gantry.Ccsds;

/// <summary>What stands at the beginning of some octets.</summary>
public enum PacketStatus
{
    /// <summary>What was asked for is there.</summary>
    Whole,

    /// <summary>More octets are needed.</summary>
    Incomplete,

    /// <summary>The first three bits say that this is neither a space packet nor an encapsulation packet.</summary>
    UnknownVersion,

    /// <summary>The length is shorter than its own header.</summary>
    BadLength,

    /// <summary>The packet would be longer than the channel allows.</summary>
    TooLong,
}
