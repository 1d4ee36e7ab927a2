using System.Text;
using Gantry.Simulation;

namespace Gantry.Telemetry;

/// <summary>The scenario of a channel, with what it needs of its release.</summary>
internal static class SimulatedScenario
{
    /// <summary>A channel that simulates, with the contents of its scenario and the databases it changes to; any other as it is.</summary>
    public static async Task<ChannelDeclaration> WithFilesAsync(
        ChannelDeclaration channel, IReadOnlyDictionary<string, Digest> files, IMissionReleases releases, Digest release, CancellationToken ct)
    {
        if (channel.From is not SimulatorDeclaration simulator || Scenario.Words.Contains(simulator.Scenario))
            return channel;
        if (await releases.ReadFileAsync(release, ScenariosFolder.FileOf(simulator.Scenario), ct) is not { } content)
            throw new InvalidDataException($"{ScenariosFolder.FileOf(simulator.Scenario)} is not in it");
        var others = Read(content, simulator.Scenario).Events.OfType<DatabaseEvent>().Select(e => e.File).Distinct().Where(file => files.ContainsKey(TelemetryFolder.Path + file));
        return channel with { From = simulator with { Content = Encoding.UTF8.GetString(content), Others = others.ToDictionary(f => f, f => files[TelemetryFolder.Path + f]) } };
    }

    public static Scenario Of(SimulatorDeclaration simulator, bool hasFrames) =>
        simulator.Content is { } content ? Read(Encoding.UTF8.GetBytes(content), simulator.Scenario) : Scenario.Of(simulator.Scenario, hasFrames);

    // It was checked when its release was made.
    private static Scenario Read(byte[] content, string name) =>
        ScenarioFile.Read(content, name, null, out var problems) ?? throw new InvalidDataException($"the scenario {name} is not one that this program accepts: {problems[0].Message}");
}
