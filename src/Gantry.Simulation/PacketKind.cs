using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Simulation;

/// <summary>One kind of packet that a spacecraft sends.</summary>
internal sealed class PacketKind(Container container, double perSecond, PacketEncoder encoder, ValueBook book)
{
    private const int HeaderBits = 8 * SpacePacketHeader.Length;

    public Container Container => container;

    public double PerSecond { get; set; } = perSecond;

    public long Sent { get; set; }

    /// <summary>When the next one is sent, since the beginning.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Makes the packet of a time, with its header but for the count; null with the reason.</summary>
    public byte[]? Make(TimeSpan since, DateTimeOffset now, (Parameter Parameter, string Part, Value Raw)? wrong, out string? fault)
    {
        var made = encoder.Encode(container, (parameter, part, type, bit) => bit < HeaderBits ? null
            : wrong is { } one && ReferenceEquals(one.Parameter, parameter) && one.Part == part ? one.Raw : book.Raw(container, parameter, part, type, Sent, since, now));
        fault = made.IsGood ? null : made.Faults[0];
        var octets = made.IsGood ? made.Octets.ToArray() : [];
        if (fault is null && octets.Length is <= SpacePacketHeader.Length or > SpacePacketHeader.MostTotalLength)
            fault = $"it has {octets.Length} octets, and space packets have {SpacePacketHeader.Length + 1} to {SpacePacketHeader.MostTotalLength}";
        if (fault is null && (SpacePacketHeader.TryRead(octets, out var header) is not (PacketStatus.Whole or PacketStatus.Incomplete) || !(header with { DataLength = octets.Length - SpacePacketHeader.Length, Flags = SequenceFlags.Whole }).TryWrite(octets)))
            fault = "it does not begin with the header of a space packet";
        return fault is null ? octets : null;
    }

    /// <summary>Something of it that has limits, and the raw values that break them.</summary>
    public IReadOnlyList<(Parameter Parameter, string Part, IReadOnlyList<Value> Bad)> Breakable => _breakable ??= [.. book.Met(container).Where(m => m.Values.Bad.Count > 0 && !encoder.Asks(container, m.Parameter)).Select(m => (m.Parameter, m.Part, m.Values.Bad))];

    private IReadOnlyList<(Parameter, string, IReadOnlyList<Value>)>? _breakable;
}
