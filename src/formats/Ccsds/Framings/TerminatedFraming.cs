namespace Gantry.Ccsds;

/// <summary>Packets that end with certain octets, as lines do. Empty ones are passed over.</summary>
public sealed class TerminatedFraming : PacketFraming
{
    private readonly byte[] _end;
    private bool _isTooLong;

    /// <param name="end">What ends a packet; it is not part of it.</param>
    /// <param name="mostLength">The longest packet without its end.</param>
    public TerminatedFraming(ReadOnlySpan<byte> end, int mostLength)
        : base(mostLength + end.Length)
    {
        ArgumentOutOfRangeException.ThrowIfZero(end.Length);
        _end = end.ToArray();
    }

    public override FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (!input.IsEmpty)
        {
            if (Filled == Buffer.Length)
            {
                // Only what may be the beginning of the end is still of interest.
                DropFirst(Filled - (_end.Length - 1));
                _isTooLong = true;
            }
            TryGather(input[0]);
            input = input[1..];
            if (!Gathered.EndsWith(_end))
                continue;
            if (_isTooLong)
            {
                _isTooLong = false;
                return Fault(Filled);
            }
            var whole = Release();
            if (whole.Length == _end.Length)
                continue;
            packet = whole[..^_end.Length];
            return FramingStatus.Packet;
        }
        return FramingStatus.NeedMore;
    }

    public override void Forget()
    {
        base.Forget();
        _isTooLong = false;
    }
}
