namespace Gantry.Ccsds;

/// <summary>Of which steps of a command's life success is to be reported.</summary>
[Flags]
public enum PusAcknowledge
{
    None = 0,
    Acceptance = 1,
    Start = 2,
    Progress = 4,
    Completion = 8,
}

/// <summary>The secondary header of a telecommand packet.</summary>
public readonly record struct PusCommandHeader(byte Service, byte Subtype, PusAcknowledge Acknowledge = PusAcknowledge.Acceptance | PusAcknowledge.Completion, int Source = 0)
{
    /// <summary>Reads the header at the beginning of a packet's data field; the rest is the application data.</summary>
    public static PusStatus TryRead(ReadOnlySpan<byte> dataField, PusFormat format, out PusCommandHeader header, out ReadOnlySpan<byte> rest)
    {
        header = default;
        rest = default;
        if (format.WhyInvalid() is not null || dataField.Length < format.CommandHeaderLength)
            return PusStatus.Incomplete;
        if ((dataField[0] >> 4 & (format.Version == PusVersion.A ? 7 : 15)) != (int)format.Version)
            return PusStatus.OtherVersion;
        var at = 3;
        header = new(dataField[1], dataField[2], (PusAcknowledge)(dataField[0] & 0x0F), PusFields.Read(dataField, ref at, format.PeerOctets));
        rest = dataField[format.CommandHeaderLength..];
        return PusStatus.Good;
    }

    /// <summary>Writes it at the beginning of a data field, spare octets as zeros. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> dataField, PusFormat format)
    {
        if (format.WhyInvalid() is not null || dataField.Length < format.CommandHeaderLength || (int)Acknowledge is < 0 or > 15 || !PusFields.Fits(Source, format.PeerOctets))
            return false;
        dataField[..format.CommandHeaderLength].Clear();
        (dataField[0], dataField[1], dataField[2]) = ((byte)((int)format.Version << 4 | (int)Acknowledge), Service, Subtype);
        var at = 3;
        PusFields.Write(dataField, ref at, format.PeerOctets, Source);
        return true;
    }
}
