using System.Globalization;

namespace Gantry;

/// <summary>A setting's value and who set it: default, a file and line, an environment variable or a flag.</summary>
public sealed record SettingValue(Setting Setting, string? Value, string Source);

/// <summary>The configuration of this process: every known key with its value and where it came from.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, SettingValue> _values;

    private Settings(Dictionary<string, SettingValue> values) => _values = values;

    public IEnumerable<SettingValue> All => _values.Values.OrderBy(v => v.Setting.Key, StringComparer.Ordinal);

    /// <summary>
    /// Lays the layers over the defaults, weakest first. Unknown keys and values a setting refuses are all reported at once.
    /// </summary>
    public static Result<Settings> Compose(IEnumerable<Setting> known, IEnumerable<(string Key, string Value, string Source)> layers)
    {
        var (families, single) = (known.Where(s => s.IsFamily).ToList(), known.Where(s => !s.IsFamily));
        var values = single.ToDictionary(s => s.Key, s => new SettingValue(s, s.Default, "default"), StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (key, value, source) in layers)
        {
            if (!values.TryGetValue(key, out var current))
            {
                if (families.Find(f => f.Holds(key)) is not { } family)
                {
                    wrong.Add($"{source}: there is no setting '{key}'{DidYouMean(key, values.Keys)}");
                    continue;
                }
                current = new(family with { Key = key }, null, source);
            }
            if (current.Setting.WrongWith?.Invoke(value) is { } complaint)
            {
                var shown = current.Setting.IsSecret ? "the value" : $"'{value}'";
                wrong.Add($"{source}: {key}: {shown} {complaint}");
                continue;
            }
            values[key] = new(current.Setting, value, source);
        }
        return wrong.Count == 0
            ? new Settings(values)
            : new Fault(FaultKind.Invalid, "settings.refused", string.Join("\n", wrong));
    }

    /// <summary>The names given in a family: <c>esa</c> where <c>oidc.esa.issuer</c> is set and the prefix is <c>oidc</c>.</summary>
    public IReadOnlyList<string> NamesUnder(string prefix) =>
        [.. _values.Keys.Where(k => k.StartsWith(prefix + ".", StringComparison.Ordinal)).Select(k => k.Split('.'))
            .Where(parts => parts.Length == 3).Select(parts => parts[1]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A family member's value; null when it is not set.</summary>
    public string? FindNamed(string key) => _values.GetValueOrDefault(key)?.Value;

    public string? Find(string key) => Get(key).Value;

    public string Text(string key) => Find(key) ?? throw new InvalidOperationException($"The setting '{key}' has neither a value nor a default.");

    public int Number(string key) => int.Parse(Text(key), CultureInfo.InvariantCulture);

    public bool Flag(string key) => bool.Parse(Text(key));

    public TimeSpan Duration(string key) => Durations.TryParse(Text(key), out var span)
        ? span
        : throw new InvalidOperationException($"The default of '{key}' is not a duration.");

    /// <summary>The nearest known word, for error messages; empty when none is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known)
    {
        var best = known.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? $"; did you mean '{best.Word}'?" : "";
    }

    private SettingValue Get(string key) =>
        _values.TryGetValue(key, out var value) ? value : throw new InvalidOperationException($"No area declares the setting '{key}'.");

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}

/// <summary>The settings contradict one another, or one lacks another.</summary>
public sealed class SettingsRefusedException(string message) : Exception(message);
