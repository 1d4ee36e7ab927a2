using System.Text.Json;

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

    /// <summary>Whether another plan receives as this one does, whatever decodes it.</summary>
    public bool ReceivesLike(ChannelPlan other)
    {
        var (one, two) = (Declaration, other.Declaration);
        return Same(one.From, two.From) && one.Time == two.Time && one.Clock == two.Clock && Same(one.Framing, two.Framing);
    }

    // Octets in a declaration are equal when they are the same, not when they lie at the same place.
    private static bool Same(object one, object two) => one.GetType() == two.GetType() && JsonSerializer.Serialize(one, one.GetType()) == JsonSerializer.Serialize(two, two.GetType());
}
