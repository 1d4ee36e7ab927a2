using System.Collections;
using System.Text.RegularExpressions;
using Gantry.Yaml;

namespace Gantry.Server;

/// <summary>Where settings come from: defaults, then a file, then the environment, then the command line; the last one wins.</summary>
public static partial class SettingsSources
{
    private const string FileName = "gantry.yaml";

    // Read by the command line for itself, so no setting of the server.
    private static readonly string[] _notSettings = ["GANTRY_URL", "GANTRY_TOKEN", "GANTRY_CONFIG", "GANTRY_CREDENTIALS"];

    /// <param name="folder">Where gantry.yaml is looked for when no file is named.</param>
    /// <param name="flags"><c>--config FILE</c> and <c>--set key=value</c>.</param>
    public static Result<Settings> Read(string folder, IReadOnlyList<string> flags)
    {
        string? file = Environment.GetEnvironmentVariable("GANTRY_CONFIG");
        var set = new List<(string, string, string)>();
        for (var i = 0; i < flags.Count; i++)
        {
            if (i + 1 < flags.Count && flags[i] == "--config")
                file = flags[++i];
            else if (i + 1 < flags.Count && flags[i] == "--set" && flags[i + 1].Split('=', 2) is [var key, var value])
                (_, i) = (Add(set, key, value), i + 1);
            else
                return new Fault(FaultKind.Invalid, "settings.refused", $"'{flags[i]}' is neither --config FILE nor --set key=value.");
        }
        if (!FromFile(file, folder).TryGet(out var fromFile, out var fault))
            return fault;
        return Settings.Compose(Areas.Settings, [.. fromFile, .. FromEnvironment(Environment.GetEnvironmentVariables()), .. set]);
    }

    private static int Add(List<(string, string, string)> set, string key, string value)
    {
        set.Add((key, value, $"--set {key}"));
        return set.Count;
    }

    private static Result<List<(string, string, string)>> FromFile(string? named, string folder)
    {
        var file = named ?? Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return named is null
                ? new List<(string, string, string)>()
                : new Fault(FaultKind.Invalid, "settings.refused", $"There is no settings file {named}.");
        if (!YamlReader.Read(File.ReadAllBytes(file), file).TryGet(out var root, out var problems))
            return new Fault(FaultKind.Invalid, "settings.refused", string.Join("\n", problems));
        var values = new List<(string, string, string)>();
        return Flatten(root, "", file, values) is { } complaint
            ? new Fault(FaultKind.Invalid, "settings.refused", complaint)
            : values;
    }

    private static string? Flatten(YamlNode node, string prefix, string file, List<(string, string, string)> into)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var (key, value) in map.Entries)
                {
                    if (Flatten(value, prefix.Length == 0 ? key.Value : $"{prefix}.{key.Value}", file, into) is { } complaint)
                        return complaint;
                }
                return null;
            case YamlText text when prefix.Length > 0:
                into.Add((prefix, text.Value, $"{file}:{text.Line}"));
                return null;
            default:
                return $"{file}:{node.Line}:{node.Column}: settings are keys with values, such as 'listen:' and below it 'port: 8420'";
        }
    }

    private static IEnumerable<(string, string, string)> FromEnvironment(IDictionary variables)
    {
        foreach (DictionaryEntry variable in variables)
        {
            var (name, value) = ((string)variable.Key, (string?)variable.Value ?? "");
            if (!name.StartsWith("GANTRY_", StringComparison.Ordinal) || _notSettings.Contains(name))
                continue;
            yield return (KeyOf(name), value, $"environment {name}");
        }
    }

    // A variable cannot hold dots and dashes, so it is matched the other way round; one that matches nothing is refused by its own name.
    private static string KeyOf(string variable)
    {
        foreach (var setting in Areas.Settings)
        {
            if (!setting.IsFamily && setting.Variable == variable)
                return setting.Key;
            if (setting.IsFamily && Regex.Match(variable, "^" + setting.Variable.Replace("{NAME}", "([A-Z0-9]+)", StringComparison.Ordinal) + "$") is { Success: true } match)
                return setting.Key.Replace("{name}", match.Groups[1].Value.ToLowerInvariant(), StringComparison.Ordinal);
        }
        return variable;
    }
}
