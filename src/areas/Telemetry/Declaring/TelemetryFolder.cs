using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>The mission folder's <c>telemetry/</c>: the channels, and the databases they are decoded by.</summary>
internal sealed class TelemetryFolder : IMissionPart
{
    public const string Path = "telemetry/";
    public const string Channels = "telemetry/channels.yaml";

    private const int MostFindings = 50;

    private static readonly string[] _others = [ScenariosFolder.Folder, DisplaysFolder.Folder];

    string IMissionPart.Path => Path;

    public string SchemaName => "channels";

    public string JsonSchema => ChannelShapes.File.ToJsonSchema("channels.schema.json", "Gantry: telemetry/channels.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        foreach (var other in files.All.Where(f => f.Path.StartsWith(Path, StringComparison.Ordinal) && f.Path != Channels && !_others.Any(o => f.Path.StartsWith(o, StringComparison.Ordinal)) && (f.Path.EndsWith(".yaml", StringComparison.Ordinal) || f.Path.EndsWith(".yml", StringComparison.Ordinal))))
            yield return new(other.Path, 1, 1, $"channels are declared in {Channels}, scenarios in {ScenariosFolder.Folder}, displays in {DisplaysFolder.Folder}; nothing reads this file");
        if (files.Find(Channels) is not { } file)
            yield break;
        if (!YamlReader.Read(file.Content, file.Path, ChannelShapes.File).TryGet(out var root, out var problems))
        {
            foreach (var p in problems)
                yield return new(p.File, p.Line, p.Column, p.Message);
            yield break;
        }
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var told = new HashSet<(string, XtceSettings)>();
        foreach (var map in root.AsMap().Maps("channels"))
        {
            var name = map.Find("name")!;
            if (!names.TryAdd(name.AsText(), name.Line))
                yield return new(file.Path, name.Line, name.Column, $"the channel '{name.AsText()}' is declared in line {names[name.AsText()]} already");
            var channel = ChannelReader.Channel(map);
            if (ChannelReader.WhyInvalid(channel.Framing) is { } complaint)
                yield return new(file.Path, map.Find("framing")!.Line, map.Find("framing")!.Column, $"such packets cannot be: {complaint}");
            foreach (var finding in Decoding(files, file.Path, map, channel, told).Concat(Simulating(files, file.Path, map, channel)))
                yield return finding;
        }
    }

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static IReadOnlyList<ChannelDeclaration> Read(ReadOnlyMemory<byte> content) =>
        YamlReader.Read(content, Channels, ChannelShapes.File).TryGet(out var root, out var problems)
            ? ChannelReader.Read(root.AsMap())
            : throw new InvalidDataException($"A release holds channels that this program does not accept: {problems[0]}");

    private static IEnumerable<Finding> Decoding(
        MissionFiles files, string path, YamlMap map, ChannelDeclaration channel, HashSet<(string, XtceSettings)> told)
    {
        var at = map.Find("database")!;
        if (files.Find(channel.Database) is not { } file)
        {
            var known = files.All.Select(f => f.Path).Where(p => p.StartsWith(Path, StringComparison.Ordinal) && p.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).Select(p => p[Path.Length..]);
            return [new(path, at.Line, at.Column, $"there is no file {channel.Database}{Settings.DidYouMean(map.Text("database"), known)}")];
        }
        var reading = MissionDatabases.Read(files, file, channel.Settings);
        List<Finding> findings = told.Add((channel.Database, channel.Settings)) ? [.. WrongWith(file, reading)] : [];
        if (reading?.Database is not { } database)
            return findings;
        if (RootContainers.Choose(database) is null)
        {
            var root = map.Find("root") ?? at;
            var candidates = RootContainers.Candidates(database).Select(c => c.Name).Take(8);
            findings.Add(new(path, root.Line, root.Column, channel.Settings.RootContainer is { } named
                ? $"{channel.Database} has no container '{named}'{Settings.DidYouMean(named, database.AllContainers.Select(c => c.Name))}"
                : $"{channel.Database} does not say which container packets begin with; name it as 'root': {string.Join(", ", candidates)}"));
        }
        if (channel.Time is { } time && database.FindParameter(time) is null)
            findings.Add(new(path, map.Find("time")!.Line, map.Find("time")!.Column, $"{channel.Database} has no parameter '{time}'{Settings.DidYouMean(time, database.AllParameters.Select(p => p.Name))}"));
        return findings;
    }

    private static IEnumerable<Finding> WrongWith(MissionFile file, XtceReading? reading) => reading is null
        ? [new(file.Path, 1, 1, $"a database has at most {MissionFile.ContentLimit - 1} bytes")]
        : reading.Diagnostics.Where(d => d.Severity == Severity.Error).Take(MostFindings).Select(d => new Finding(d.File, Math.Max(1, d.Line), Math.Max(1, d.Column), $"{d.Code}: {d.Sentence}"));

    private static IEnumerable<Finding> Simulating(MissionFiles files, string path, YamlMap map, ChannelDeclaration channel)
    {
        if (channel.From is not SimulatorDeclaration simulator)
            yield break;
        if (map.Find("framing") is { } framing && channel.Framing is not PacketsDeclaration { Prefix: 0 } && ChannelReader.WhyInvalid(channel.Framing) is null)
        {
            if (channel.Framing is not FramesDeclaration frames)
                yield return new(path, framing.Line, framing.Column, "a simulated spacecraft gives packets as they are, or in frames; leave out 'framing', or let its kind be frames");
            else if (simulator.FramesOf(frames.Format).WhyInvalid() is { } complaint)
                yield return new(path, framing.Line, framing.Column, $"a simulated spacecraft cannot send such frames: {complaint}");
        }
        var from = map.Map("from");
        if (from.Find("scenario") is { } scenario && !Simulation.Scenario.Words.Contains(simulator.Scenario) && files.Find(ScenariosFolder.FileOf(simulator.Scenario)) is null)
            yield return new(path, scenario.Line, scenario.Column, $"there is no file {ScenariosFolder.FileOf(simulator.Scenario)}{Settings.DidYouMean(simulator.Scenario, ScenariosFolder.Names(files).Concat(Simulation.Scenario.Words))}");
    }
}
