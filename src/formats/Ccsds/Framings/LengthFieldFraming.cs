namespace Gantry.Ccsds;

/// <summary>Where the length of a packet stands and what it counts.</summary>
/// <param name="Offset">At which octet of the packet the field begins.</param>
/// <param name="Size">1 to 4 octets.</param>
/// <param name="Adjustment">What is added to it to get the length of the whole packet: 7 for a space packet.</param>
public sealed record LengthField(int Offset, int Size = 2, int Adjustment = 0, bool IsLittleEndian = false)
{
    /// <summary>What each packet begins with, if anything: the way back after a damaged one.</summary>
    public ReadOnlyMemory<byte> Marker { get; init; }

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        Size is < 1 or > 4 ? $"the field has 1 to 4 octets, not {Size}"
        : Offset < 0 ? $"the field begins at octet 0 or later, not {Offset}"
        : Offset < Marker.Length ? $"the field begins behind the marker, at {Marker.Length} or later, not {Offset}"
        : null;
}

/// <summary>Packets that say themselves how long they are.</summary>
public sealed class LengthFieldFraming : PacketFraming
{
    private readonly LengthField _field;
    private readonly int _headerLength;

    /// <exception cref="ArgumentException">The field is none (<see cref="LengthField.WhyInvalid"/> says why).</exception>
    public LengthFieldFraming(LengthField field, int mostLength)
        : base(Math.Max(mostLength, field.Offset + field.Size))
    {
        if (field.WhyInvalid() is { } complaint)
            throw new ArgumentException(complaint, nameof(field));
        (_field, _headerLength, MostLength) = (field, field.Offset + field.Size, mostLength);
    }

    public int MostLength { get; }

    public override FramingStatus Read(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (true)
        {
            Gather(ref input, Math.Max(Filled, _headerLength));
            if (SkipToMarker())
                return Fault();
            if (Filled < _headerLength)
            {
                if (input.IsEmpty)
                    return FramingStatus.NeedMore;
                continue;
            }
            var length = Length();
            if (length < _headerLength || length > MostLength)
            {
                // The next octet may be the beginning of a packet that is one.
                DropFirst(1);
                return Fault();
            }
            if (Filled < length)
                Gather(ref input, (int)length);
            if (Filled < length)
                return FramingStatus.NeedMore;
            packet = Release();
            return FramingStatus.Packet;
        }
    }

    private bool SkipToMarker()
    {
        var marker = _field.Marker.Span;
        var before = 0;
        while (before < Filled && !Gathered[before..].StartsWith(marker[..Math.Min(marker.Length, Filled - before)]))
            before++;
        if (before == 0)
            return false;
        DropFirst(before);
        return true;
    }

    private long Length()
    {
        var value = 0L;
        for (var i = 0; i < _field.Size; i++)
            value = value << 8 | Buffer[_field.Offset + (_field.IsLittleEndian ? _field.Size - 1 - i : i)];
        return value + _field.Adjustment;
    }
}
