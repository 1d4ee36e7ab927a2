namespace Gantry.Ccsds;

/// <summary>Packets of one length, which may begin with a marker.</summary>
public sealed class FixedFraming : PacketFraming
{
    private readonly int _length;
    private readonly byte[] _marker;

    /// <param name="length">Of every packet, its marker included.</param>
    /// <param name="marker">What each packet begins with, if anything.</param>
    public FixedFraming(int length, ReadOnlySpan<byte> marker = default)
        : base(length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, marker.Length);
        (_length, _marker) = (length, marker.ToArray());
    }

    public override FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        Gather(ref input, _length);
        var before = 0;
        while (before < Filled && !Gathered[before..].StartsWith(_marker.AsSpan(0, Math.Min(_marker.Length, Filled - before))))
            before++;
        if (before > 0)
        {
            DropFirst(before);
            return Fault();
        }
        if (Filled < _length)
            return FramingStatus.NeedMore;
        packet = Release();
        return FramingStatus.Packet;
    }
}
