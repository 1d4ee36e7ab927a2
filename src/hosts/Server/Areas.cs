using Gantry.Delivery;
using Gantry.Hub;
using Gantry.Operations;
using Gantry.Pipelines;
using Gantry.Security;
using Gantry.Telemetry;

namespace Gantry.Server;

/// <summary>The whole house: every area, every setting, every schema.</summary>
public static class Areas
{
    public static IReadOnlyList<Area> All { get; } =
        [HubArea.Describe, PipelinesArea.Describe, DeliveryArea.Describe, TelemetryArea.Describe, OperationsArea.Describe, SecurityArea.Describe];

    public static IReadOnlyList<IMissionPart> Parts { get; } = [.. All.SelectMany(a => a.Parts).OrderBy(p => p.Path, StringComparer.Ordinal)];

    public static IReadOnlyList<Setting> Settings { get; } = [.. HostSettings.Keys, .. All.SelectMany(a => a.Settings)];

    public static IReadOnlyList<EntryKind> Kinds { get; } = [.. All.SelectMany(a => a.Kinds).OrderBy(k => k.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<SchemaSource> Schemas { get; } =
        [new("core", typeof(IDatabase).Assembly), .. All.Select(a => a.Schema).OfType<SchemaSource>()];

    public static void Add(IServiceCollection services, Settings settings) => services
        .AddHub(settings)
        .AddPipelines(settings)
        .AddDelivery(Parts)
        .AddTelemetry(settings)
        .AddOperations(settings)
        .AddSecurity(settings);

    public static void Map(IEndpointRouteBuilder routes, Settings settings)
    {
        routes.MapHub();
        routes.MapPipelines();
        routes.MapDelivery();
        routes.MapTelemetry();
        routes.MapOperations(settings);
        routes.MapSecurity();
    }
}
