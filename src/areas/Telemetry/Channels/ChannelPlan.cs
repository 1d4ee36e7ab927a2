namespace Gantry.Telemetry;

/// <summary>How a channel is to be worked, as the release that stands says it. Its database may become another one while it works.</summary>
internal sealed class ChannelPlan(ChannelDeclaration declaration, DatabaseKey database)
{
    private volatile DatabaseKey _database = database;

    public ChannelDeclaration Declaration { get; } = declaration;

    public DatabaseKey Database
    {
        get => _database;
        set => _database = value;
    }
}
