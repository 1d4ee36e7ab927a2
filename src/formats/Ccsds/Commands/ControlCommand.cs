namespace Gantry.Ccsds;

/// <summary>What a BC frame tells the receiver.</summary>
/// <param name="NextExpected">The sequence number to wait for, or null to unlock.</param>
public readonly record struct ControlCommand(byte? NextExpected)
{
    /// <summary>The longest one.</summary>
    public const int MostLength = 3;

    /// <summary>Ends a lockout.</summary>
    public static ControlCommand Unlock => default;

    /// <summary>Reads the data of a BC frame. False when it is neither of the two.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out ControlCommand command)
    {
        command = octets is [0x82, 0x00, var next] ? new(next) : default;
        return octets is [0x00] or [0x82, 0x00, _];
    }

    /// <summary>Writes it; the part of the octets that it takes.</summary>
    public ReadOnlySpan<byte> Write(Span<byte> octets)
    {
        if (NextExpected is not { } next)
        {
            octets[0] = 0x00;
            return octets[..1];
        }
        (octets[0], octets[1], octets[2]) = (0x82, 0x00, next);
        return octets[..MostLength];
    }
}
