namespace Gantry.Telemetry;

/// <summary>Opens what a channel declares.</summary>
internal sealed class ChannelInputs(TelemetryOptions options, Journal journal, IBlobStore blobs, DatabaseShelf databases, TimeProvider clock, IProductShelf? shelf = null)
{
    public ChannelInput Of(ChannelKey key, ChannelPlan plan) => plan.Declaration.From switch
    {
        SimulatorDeclaration simulator => new SimulatorInput(plan, simulator, databases, clock),
        UdpDeclaration udp => new UdpInput(udp),
        TcpDeclaration tcp => new TcpInput(tcp),
        ListenDeclaration listen => new ListenInput(listen),
        ReplayDeclaration replay => new ReplayInput(Path.Combine(options.ReplayFolder, key.Mission, replay.Folder)),
        ProductsDeclaration products => new ProductInput(key.Scope, products.Type, journal, shelf ?? throw new InvalidOperationException("There are no products here."), blobs),
        var other => throw new InvalidOperationException($"There is no input {other.Kind}."),
    };
}
