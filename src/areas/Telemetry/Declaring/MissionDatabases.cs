using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>The databases of a mission folder that is being checked, each read once though several parts ask.</summary>
internal static class MissionDatabases
{
    private static readonly ConditionalWeakTable<MissionFiles, ConcurrentDictionary<(string, XtceSettings), XtceReading>> _read = [];

    /// <summary>Null of a file that is too long.</summary>
    public static XtceReading? Read(MissionFiles files, MissionFile file, XtceSettings settings) => file.Content.Length >= MissionFile.ContentLimit
        ? null
        : _read.GetOrCreateValue(files).GetOrAdd((file.Path, settings), one => XtceReader.Read(file.Content, one.Item1, new() { Settings = one.Item2 }));

    /// <summary>The channels of a folder with the databases they are decoded by, as far as both can be read.</summary>
    public static IReadOnlyList<(ChannelDeclaration Channel, XtceDatabase Database)> Of(MissionFiles files)
    {
        if (files.Find(TelemetryFolder.Channels) is not { } file || !YamlReader.Read(file.Content, file.Path, ChannelShapes.File).TryGet(out var root, out _))
            return [];
        var found = new List<(ChannelDeclaration, XtceDatabase)>();
        foreach (var channel in ChannelReader.Read(root.AsMap()))
        {
            if (files.Find(channel.Database) is { } database && Read(files, database, channel.Settings)?.Database is { } read)
                found.Add((channel, read));
        }
        return found;
    }
}
