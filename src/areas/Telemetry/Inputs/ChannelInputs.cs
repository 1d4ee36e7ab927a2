namespace Gantry.Telemetry;

/// <summary>Opens what a channel declares.</summary>
internal sealed class ChannelInputs(TelemetryOptions options, Journal journal, IBlobStore blobs, IProductShelf? shelf = null)
{
    public ChannelInput Of(ChannelKey key, InputDeclaration input) => input switch
    {
        UdpDeclaration udp => new UdpInput(udp),
        TcpDeclaration tcp => new TcpInput(tcp),
        ListenDeclaration listen => new ListenInput(listen),
        ReplayDeclaration replay => new ReplayInput(Path.Combine(options.ReplayFolder, key.Mission, replay.Folder)),
        ProductsDeclaration products => new ProductInput(key.Scope, products.Type, journal, shelf ?? throw new InvalidOperationException("There are no products here."), blobs),
        _ => throw new InvalidOperationException($"There is no input {input.Kind}."),
    };
}
