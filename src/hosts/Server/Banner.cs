using Gantry.Operations;
using Gantry.Pipelines;

namespace Gantry.Server;

/// <summary>What a start says: what is on, where it is, and what is missing.</summary>
internal static class Banner
{
    public static IEnumerable<string> Lines(GantryServer server, Settings settings)
    {
        var state = server.Services.GetRequiredService<IDatabase>();
        var lake = server.Services.GetRequiredService<IBlobStore>();
        yield return $"Gantry {ThisProgram.Version.Version} is ready at {server.Address}";
        yield return $"  state    {state.Description}";
        yield return $"  lake     {lake.Description}";
        yield return $"  scanner  {server.Services.GetService<IMalwareScanner>()?.Description ?? "off (scan.clamd)"}";
        yield return $"  analysis {(PipelinesArea.MissingForAnalysis is { } missing ? $"off: {missing}" : "DuckDB (uses: sql, gantry query)")}";
        yield return $"  node     {server.Services.GetRequiredService<Node>().Name}";
        yield return $"  traces   {settings.Find("otlp.endpoint") ?? "off (otlp.endpoint)"}";
        yield return $"  portal   {server.Portal}";
        foreach (var notice in server.Notices)
            yield return $"  {notice}";
    }
}
