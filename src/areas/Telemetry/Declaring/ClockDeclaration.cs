using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>A time that stands at the same place in every packet of a channel, which databases often do not tell as a time.</summary>
/// <param name="Offset">At which octet it begins; 6 is behind the primary header.</param>
internal abstract record ClockDeclaration(int Offset)
{
    /// <summary>Null where the packet is too short, or says an impossible time.</summary>
    public abstract DateTimeOffset? Read(ReadOnlySpan<byte> packet);

    /// <summary>Writes a time where it stands; not into a packet that is too short.</summary>
    public abstract void Write(DateTimeOffset time, Span<byte> packet);
}

internal sealed record CdsClock(int Offset, CdsFormat Format) : ClockDeclaration(Offset)
{
    public override DateTimeOffset? Read(ReadOnlySpan<byte> packet) =>
        packet.Length > Offset && Format.TryRead(packet[Offset..], out var time) == TimeStatus.Good ? time.ToDateTimeOffset() : null;

    public override void Write(DateTimeOffset time, Span<byte> packet)
    {
        if (packet.Length >= Offset + Format.Length)
            Format.TryWrite(UtcTime.From(time), packet[Offset..]);
    }
}

/// <param name="IsPosix">The counter leaves leap seconds out and begins in 1970.</param>
internal sealed record CucClock(int Offset, CucFormat Format, bool IsPosix) : ClockDeclaration(Offset)
{
    public override DateTimeOffset? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.Length <= Offset || Format.TryRead(packet[Offset..], out var time) != TimeStatus.Good)
            return null;
        if (!IsPosix)
            return LeapSeconds.Known.ToUtc(time).ToDateTimeOffset();
        // Beyond the years that the platform knows there is no time.
        return time.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(time.Seconds).AddTicks(time.Nanosecond / 100) : null;
    }

    public override void Write(DateTimeOffset time, Span<byte> packet)
    {
        if (packet.Length < Offset + Format.Length)
            return;
        var since = time - DateTimeOffset.UnixEpoch;
        Format.TryWrite(IsPosix ? TaiTime.FromNanoseconds(since.Ticks / TimeSpan.TicksPerSecond, (int)(since.Ticks % TimeSpan.TicksPerSecond) * 100) : LeapSeconds.Known.ToTai(UtcTime.From(time)), packet[Offset..]);
    }
}
