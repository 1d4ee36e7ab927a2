using System.Diagnostics.CodeAnalysis;

namespace Gantry.Yaml;

/// <summary>
/// Keys and values in the order they were written. The typed readers are for maps that a <see cref="Shape"/> has
/// checked; on one that nobody checked they throw, because then the caller has a bug and not the document.
/// </summary>
public sealed class YamlMap : YamlNode
{
    private readonly Dictionary<string, YamlNode> _byKey;

    public YamlMap(IReadOnlyList<YamlEntry> entries, int line, int column) : base(line, column)
    {
        Entries = entries;
        _byKey = entries.ToDictionary(e => e.Key.Value, e => e.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <summary>What stands under a key, of whatever kind; null when the key is not there.</summary>
    public YamlNode? Find(string key) => _byKey.GetValueOrDefault(key);

    public bool Has(string key) => _byKey.ContainsKey(key);

    public string Text(string key) => TextOrNull(key) ?? throw Missing(key);

    public string? TextOrNull(string key) => Find(key)?.AsText();

    public long Whole(string key) => WholeOrNull(key) ?? throw Missing(key);

    public long? WholeOrNull(string key) => Find(key)?.AsWhole();

    public double Number(string key) => NumberOrNull(key) ?? throw Missing(key);

    public double? NumberOrNull(string key) => Find(key)?.AsNumber();

    public bool Flag(string key) => FlagOrNull(key) ?? throw Missing(key);

    public bool? FlagOrNull(string key) => Find(key)?.AsFlag();

    public TimeSpan Duration(string key) => DurationOrNull(key) ?? throw Missing(key);

    public TimeSpan? DurationOrNull(string key) => Find(key)?.AsDuration();

    public YamlMap Map(string key) => MapOrNull(key) ?? throw Missing(key);

    public YamlMap? MapOrNull(string key) => Find(key)?.AsMap();

    /// <summary>The items under a key; none when the key is not there.</summary>
    public IReadOnlyList<YamlNode> List(string key) => Find(key)?.AsList() ?? [];

    /// <summary>The items under a key as texts; none when the key is not there.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. List(key).Select(item => item.AsText())];

    /// <summary>The items under a key as maps; none when the key is not there.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) => [.. List(key).Select(item => item.AsMap())];

    [SuppressMessage("Design", "CA1024", Justification = "It makes an exception; nobody reads it twice.")]
    private InvalidOperationException Missing(string key) =>
        new($"The map at {Line}:{Column} has no key '{key}'; check it against its shape before reading it.");
}
