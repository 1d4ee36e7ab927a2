using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// Reads what was kept and decodes it again, by the database that it was received with. What is shown live, asked for later
/// and taken out comes all through here.
/// </summary>
internal sealed class ArchiveReader(SegmentStore segments, DatabaseShelf databases, IBlobStore blobs)
{
    /// <summary>Gives every packet of a time, <c>[from, to)</c>, in the order of their reception; what was received twice comes once.</summary>
    /// <param name="scope">The environment.</param>
    /// <param name="channel">One channel, or all.</param>
    /// <param name="from">The first time.</param>
    /// <param name="to">The first time after.</param>
    /// <param name="isWanted">Which parameters are decoded; null for all.</param>
    /// <param name="take">Takes a packet; false when it has enough.</param>
    /// <param name="ct">Ends it.</param>
    public async Task ReadAsync(
        Scope scope, string? channel, DateTimeOffset from, DateTimeOffset to, Func<Parameter, bool>? isWanted, Func<Segment, KeptPacket, DecodedRow, bool> take, CancellationToken ct)
    {
        var seen = new HashSet<(string, long, Digest)>();
        var decoding = new Decoding(databases, isWanted);
        foreach (var segment in await segments.OfTimeAsync(scope, channel, from, to, ct))
        {
            ct.ThrowIfCancellationRequested();
            var packets = (await OpenAsync(segment, ct)).Where(p => p.At >= from && p.At < to && seen.Add((segment.Channel.Name, p.At.UtcTicks, Digest.Of(p.Octets.Span)))).ToList();
            if (!await decoding.DecodeAsync(segment, packets, take, ct))
                return;
        }
    }

    /// <summary>Decodes one segment.</summary>
    public async Task ReadAsync(Segment segment, Decoding decoding, Action<KeptPacket, DecodedRow> take, CancellationToken ct) =>
        await decoding.DecodeAsync(segment, await OpenAsync(segment, ct), (_, packet, row) =>
        {
            take(packet, row);
            return true;
        }, ct);

    public Decoding Begin(Func<Parameter, bool>? isWanted) => new(databases, isWanted);

    /// <summary>The packets of a segment.</summary>
    public async Task<IReadOnlyList<KeptPacket>> OpenAsync(Segment segment, CancellationToken ct)
    {
        await using var stream = await blobs.OpenAsync(segment.Digest, 0, null, ct)
            ?? throw new InvalidDataException($"Segment {segment.Seq} of {segment.Channel} is not in the lake any more.");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return SegmentFile.Read(bytes);
    }
}

/// <summary>Decodes segment after segment; packets that depend on earlier ones find these in it, channel by channel.</summary>
internal sealed class Decoding(DatabaseShelf databases, Func<Parameter, bool>? isWanted)
{
    private readonly Dictionary<(string, DatabaseKey), RowDecoder> _decoders = [];

    /// <summary>False when whoever takes the packets has enough.</summary>
    public async Task<bool> DecodeAsync(Segment segment, IReadOnlyList<KeptPacket> packets, Func<Segment, KeptPacket, DecodedRow, bool> take, CancellationToken ct)
    {
        if (packets.Count == 0)
            return true;
        var decoder = await OfAsync(segment, ct);
        var (data, places) = Packed.Of(packets.Select(p => p.Octets));
        var goesOn = true;
        decoder.Decode(data, places, row => goesOn = goesOn && take(segment, packets[row.Packet], row));
        return goesOn;
    }

    private async Task<RowDecoder> OfAsync(Segment segment, CancellationToken ct)
    {
        if (_decoders.TryGetValue((segment.Channel.Name, segment.Database), out var decoder))
            return decoder;
        var compiled = await databases.OpenAsync(segment.Database, ct);
        return _decoders[(segment.Channel.Name, segment.Database)] = new(compiled, new(compiled.Database), isWanted);
    }
}

/// <summary>Packets in one piece of memory, as decoders want them.</summary>
internal static class Packed
{
    public static (byte[] Data, PacketPlace[] Places) Of(IEnumerable<ReadOnlyMemory<byte>> packets)
    {
        var all = packets as IReadOnlyCollection<ReadOnlyMemory<byte>> ?? [.. packets];
        var (data, places, at, i) = (new byte[all.Sum(p => p.Length)], new PacketPlace[all.Count], 0, 0);
        foreach (var packet in all)
        {
            packet.CopyTo(data.AsMemory(at));
            places[i++] = new(at, packet.Length);
            at += packet.Length;
        }
        return (data, places);
    }
}
