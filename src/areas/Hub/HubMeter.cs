using System.Diagnostics.Metrics;

namespace Gantry.Hub;

/// <summary>The Hub's figures.</summary>
internal static class HubMeter
{
    public static readonly Meter Meter = new("Gantry.Hub");
}
