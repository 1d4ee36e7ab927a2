namespace Gantry.Ccsds;

/// <summary>The secondary header of a telemetry packet.</summary>
public readonly ref struct PusReportHeader
{
    /// <summary>Of issue C: 4 bits on how well the time is known.</summary>
    public int TimeStatus { get; init; }

    public byte Service { get; init; }

    public byte Subtype { get; init; }

    /// <summary>Counts the reports of this kind; 0 when there is no counter.</summary>
    public int Counter { get; init; }

    public int Destination { get; init; }

    /// <summary>The time in the mission's own format.</summary>
    public ReadOnlySpan<byte> Time { get; init; }

    /// <summary>Reads the header at the beginning of a packet's data field; the rest is the source data.</summary>
    public static PusStatus TryRead(ReadOnlySpan<byte> dataField, PusFormat format, out PusReportHeader header, out ReadOnlySpan<byte> rest)
    {
        header = default;
        rest = default;
        if (format.WhyInvalid() is not null || dataField.Length < format.ReportHeaderLength)
            return PusStatus.Incomplete;
        // Issue A has a spare bit before the version, which is then of three bits.
        if ((dataField[0] >> 4 & (format.Version == PusVersion.A ? 7 : 15)) != (int)format.Version)
            return PusStatus.OtherVersion;
        var at = 3;
        var counter = PusFields.Read(dataField, ref at, format.CounterOctets);
        var destination = PusFields.Read(dataField, ref at, format.PeerOctets);
        header = new()
        {
            TimeStatus = dataField[0] & 0x0F, Service = dataField[1], Subtype = dataField[2], Counter = counter, Destination = destination,
            Time = dataField.Slice(at, format.TimeLength),
        };
        rest = dataField[format.ReportHeaderLength..];
        return PusStatus.Good;
    }

    /// <summary>Writes it at the beginning of a data field, spare octets as zeros. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> dataField, PusFormat format)
    {
        if (format.WhyInvalid() is not null || dataField.Length < format.ReportHeaderLength || Time.Length != format.TimeLength || TimeStatus is < 0 or > 15
            || !PusFields.Fits(Counter, format.CounterOctets) || !PusFields.Fits(Destination, format.PeerOctets))
            return false;
        dataField[..format.ReportHeaderLength].Clear();
        (dataField[0], dataField[1], dataField[2]) = ((byte)((int)format.Version << 4 | TimeStatus), Service, Subtype);
        var at = 3;
        PusFields.Write(dataField, ref at, format.CounterOctets, Counter);
        PusFields.Write(dataField, ref at, format.PeerOctets, Destination);
        Time.CopyTo(dataField[at..]);
        return true;
    }
}
