namespace Gantry.Ccsds;

/// <summary>The markers of 131.0 by what they announce.</summary>
public static class SyncMarkers
{
    /// <summary>Uncoded, convolutional, Reed-Solomon, both, and LDPC of rate 7/8.</summary>
    public static ReadOnlySpan<byte> Standard => [0x1A, 0xCF, 0xFC, 0x1D];

    /// <summary>LDPC of rate 1/2, 2/3 and 4/5, and turbo of rate 1/2.</summary>
    public static ReadOnlySpan<byte> Ldpc => [0x03, 0x47, 0x76, 0xC7, 0x27, 0x28, 0x95, 0xB0];

    /// <summary>Turbo of rate 1/3.</summary>
    public static ReadOnlySpan<byte> TurboThird => [0x25, 0xD5, 0xC0, 0xCE, 0x89, 0x90, 0xF6, 0xC9, 0x46, 0x1B, 0xF7, 0x9C];

    /// <summary>Turbo of rate 1/4.</summary>
    public static ReadOnlySpan<byte> TurboQuarter => [0x03, 0x47, 0x76, 0xC7, 0x27, 0x28, 0x95, 0xB0, 0xFC, 0xB8, 0x89, 0x38, 0xD8, 0xD7, 0x6A, 0x4F];

    /// <summary>Turbo of rate 1/6.</summary>
    public static ReadOnlySpan<byte> TurboSixth =>
    [
        0x25, 0xD5, 0xC0, 0xCE, 0x89, 0x90, 0xF6, 0xC9, 0x46, 0x1B, 0xF7, 0x9C,
        0xDA, 0x2A, 0x3F, 0x31, 0x76, 0x6F, 0x09, 0x36, 0xB9, 0xE4, 0x08, 0x63,
    ];
}

/// <summary>How frames are found in a stream of bits.</summary>
/// <param name="FrameLength">How many octets follow each marker: the frame or code block.</param>
public sealed record FrameSyncFormat(int FrameLength)
{
    private const int MostFrameLength = 1 << 20;
    private const int MostMarkerLength = 24;
    private const int LeastMarkerLength = 2;

    /// <summary>What stands before each frame, 2 to 24 octets.</summary>
    public ReadOnlyMemory<byte> Marker { get; init; } = SyncMarkers.Standard.ToArray();

    /// <summary>How many bits of a marker may be wrong while it is searched for.</summary>
    public int SearchErrors { get; init; }

    /// <summary>How many bits of a marker may be wrong where one is expected.</summary>
    public int LockErrors { get; init; } = 3;

    /// <summary>How many bits too early or too late a marker is still looked for.</summary>
    public int MostSlip { get; init; } = 2;

    /// <summary>How many further markers must stand at the right distance before the first frame is believed.</summary>
    public int Verify { get; init; } = 1;

    /// <summary>How many missing markers in a row are passed over before the search begins anew.</summary>
    public int Flywheel { get; init; } = 2;

    /// <summary>Whether a stream with every bit turned round is taken, and turned back.</summary>
    public bool AllowsInversion { get; init; } = true;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid()
    {
        var bits = Marker.Length * 8;
        return FrameLength is < 1 or > MostFrameLength ? $"a frame has 1 to {MostFrameLength} octets, not {FrameLength}"
            : Marker.Length is < LeastMarkerLength or > MostMarkerLength ? $"a marker has {LeastMarkerLength} to {MostMarkerLength} octets, not {Marker.Length}"
            : SearchErrors < 0 || SearchErrors > bits / 4 ? $"of {bits} bits 0 to {bits / 4} may be wrong in the search, not {SearchErrors}"
            : LockErrors < 0 || LockErrors > bits / 3 ? $"of {bits} bits 0 to {bits / 3} may be wrong in lock, not {LockErrors}"
            : MostSlip is < 0 or > 7 ? $"a slip is 0 to 7 bits, not {MostSlip}"
            : Verify is < 0 or > 8 ? $"0 to 8 further markers are waited for, not {Verify}"
            : Flywheel is < 0 or > 64 ? $"0 to 64 missing markers are passed over, not {Flywheel}"
            : null;
    }
}

/// <summary>What a synchroniser is doing.</summary>
public enum SyncState
{
    /// <summary>Looks for a marker at every bit.</summary>
    Search,

    /// <summary>Has one, and waits whether others stand at the right distance.</summary>
    Verify,

    /// <summary>Each frame follows the one before.</summary>
    Lock,

    /// <summary>The marker was missing; frames go on where they should stand.</summary>
    Check,
}
