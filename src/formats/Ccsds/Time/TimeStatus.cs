namespace Gantry.Ccsds;

/// <summary>Whether some octets are a time.</summary>
public enum TimeStatus
{
    Good,

    /// <summary>There are fewer octets than the format needs.</summary>
    Incomplete,

    /// <summary>The preamble says another format than the one asked for.</summary>
    OtherFormat,

    /// <summary>A field is larger than it can be, or the text is not written as it should be.</summary>
    OutOfRange,
}
