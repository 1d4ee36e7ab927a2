using System.Numerics;

namespace Gantry.Ccsds;

/// <summary>How commands are wrapped for the link.</summary>
/// <param name="IsRandomised">Whether the frames are randomised before they are encoded.</param>
/// <param name="Mode">Whether single wrong bits are put right.</param>
public sealed record CltuFormat(bool IsRandomised = false, BchMode Mode = BchMode.Correct);

/// <summary>What became of a command link unit.</summary>
public enum CltuStatus
{
    /// <summary>Its end was found.</summary>
    Good,

    /// <summary>It does not begin with the start sequence.</summary>
    NoStart,

    /// <summary>It stops where neither a code block nor the tail is.</summary>
    NoTail,

    /// <summary>There is no room for what it holds.</summary>
    NoRoom,
}

/// <summary>The command link transmission unit (231.0): start sequence, BCH code blocks, tail sequence.</summary>
public static class Cltu
{
    private const byte Fill = 0x55;

    /// <summary>What it begins with.</summary>
    public static ReadOnlySpan<byte> Start => [0xEB, 0x90];

    /// <summary>What it ends with: a code block that is bad, so that decoders stop there.</summary>
    public static ReadOnlySpan<byte> Tail => [0xC5, 0xC5, 0xC5, 0xC5, 0xC5, 0xC5, 0xC5, 0x79];

    /// <summary>How long the unit around that many octets is.</summary>
    public static int LengthFor(int framesLength) => Start.Length + Blocks(framesLength) * BchCode.BlockLength + Tail.Length;

    /// <summary>Wraps one frame, or several. False when there is no room.</summary>
    public static bool TryEncode(ReadOnlySpan<byte> frames, Span<byte> unit, CltuFormat format, out int length)
    {
        length = LengthFor(frames.Length);
        if (length > unit.Length)
            return false;
        Start.CopyTo(unit);
        Tail.CopyTo(unit[(length - Tail.Length)..]);
        var blocks = unit[Start.Length..(length - Tail.Length)];
        // Collected in front first, so that the randomiser runs through; then spread out from the end.
        var padded = blocks[..(Blocks(frames.Length) * BchCode.DataLength)];
        frames.CopyTo(padded);
        padded[frames.Length..].Fill(Fill);
        if (format.IsRandomised)
            Randomiser.Telecommand.Apply(padded);
        for (var block = Blocks(frames.Length) - 1; block >= 0; block--)
        {
            var target = blocks.Slice(block * BchCode.BlockLength, BchCode.BlockLength);
            padded.Slice(block * BchCode.DataLength, BchCode.DataLength).CopyTo(target);
            target[BchCode.DataLength] = BchCode.Check(target);
        }
        return true;
    }

    /// <summary>
    /// Unwraps the unit at the beginning of some octets. Filling remains behind the frames; what was decoded before the unit broke off is kept.
    /// </summary>
    /// <param name="unit">Octets that begin with the start sequence.</param>
    /// <param name="frames">Room for the frames.</param>
    /// <param name="length">How many octets of it were filled.</param>
    /// <param name="correctedBits">How many bits were put right.</param>
    public static CltuStatus TryDecode(ReadOnlySpan<byte> unit, Span<byte> frames, CltuFormat format, out int length, out int correctedBits)
    {
        (length, correctedBits) = (0, 0);
        if (!IsStart(unit, format.Mode))
            return CltuStatus.NoStart;
        var status = CltuStatus.NoTail;
        Span<byte> block = stackalloc byte[BchCode.BlockLength];
        for (unit = unit[Start.Length..]; unit.Length >= BchCode.BlockLength; unit = unit[BchCode.BlockLength..])
        {
            unit[..BchCode.BlockLength].CopyTo(block);
            if (!BchCode.TryCorrect(block, format.Mode, out var isCorrected))
            {
                status = IsTail(unit) ? CltuStatus.Good : CltuStatus.NoTail;
                break;
            }
            if (frames.Length - length < BchCode.DataLength)
            {
                status = CltuStatus.NoRoom;
                break;
            }
            block[..BchCode.DataLength].CopyTo(frames[length..]);
            length += BchCode.DataLength;
            correctedBits += isCorrected ? 1 : 0;
        }
        if (format.IsRandomised)
            Randomiser.Telecommand.Apply(frames[..length]);
        return status;
    }

    private static int Blocks(int length) => (length + BchCode.DataLength - 1) / BchCode.DataLength;

    // A decoder that corrects also lets a start with one wrong bit pass.
    private static bool IsStart(ReadOnlySpan<byte> unit, BchMode mode) =>
        unit.Length >= Start.Length
        && BitOperations.PopCount((uint)(unit[0] ^ Start[0])) + BitOperations.PopCount((uint)(unit[1] ^ Start[1])) <= (mode == BchMode.Correct ? 1 : 0);

    // A tail with a few wrong bits is still nothing else.
    private static bool IsTail(ReadOnlySpan<byte> unit)
    {
        var wrong = 0;
        for (var i = 0; i < Tail.Length; i++)
            wrong += BitOperations.PopCount((uint)(unit[i] ^ Tail[i]));
        return wrong <= 4;
    }
}
