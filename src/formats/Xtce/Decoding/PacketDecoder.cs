namespace Gantry.Xtce;

/// <summary>
/// Decodes packets by the words of the standard. It never throws on bytes: what is wrong with a packet is its status, and
/// what was decoded before is kept. Threads may share it; a history belongs to one channel.
/// </summary>
public sealed class PacketDecoder(XtceDatabase database, Container root, IAlgorithmHost? host = null)
{
    private readonly Prepared _prepared = new(database);

    public XtceDatabase Database => database;

    public Container Root => root;

    internal Prepared Prepared => _prepared;

    internal IAlgorithmHost? Host => host;

    /// <summary>Decodes a packet. Blobs in the result are slices of it, so its memory must stay as it is while they are used.</summary>
    public DecodedPacket Decode(ReadOnlyMemory<byte> packet, History? history = null) =>
        new PacketWalk(_prepared, packet, history, host).Run(root);
}
