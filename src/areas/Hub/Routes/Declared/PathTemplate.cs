using System.Globalization;
using System.Text;

namespace Gantry.Hub;

/// <summary>Where a file lies at a target: words, and holes that are filled from the product.</summary>
internal sealed class PathTemplate
{
    private const string AttributePrefix = "attribute:";
    private const string ValidityPrefix = "start:";

    private static readonly Dictionary<string, Func<Product, string?>> _holes = new(StringComparer.Ordinal)
    {
        ["name"] = p => p.Name,
        ["stem"] = p => Path.GetFileNameWithoutExtension(p.Name) is { Length: > 0 } stem ? stem : p.Name,
        ["extension"] = p => Path.GetExtension(p.Name).TrimStart('.'),
        ["type"] = p => p.Type,
        ["mission"] = p => p.Mission,
        ["environment"] = p => p.Environment,
        ["id"] = p => p.Id.ToString("D"),
        ["sha256"] = p => p.Blob.Digest.Hex,
    };

    // Day of the year last: .NET has no letter for it.
    private static readonly Dictionary<string, Func<DateTimeOffset, string>> _times = new(StringComparer.Ordinal)
    {
        ["yyyy"] = t => t.ToString("yyyy", CultureInfo.InvariantCulture),
        ["MM"] = t => t.ToString("MM", CultureInfo.InvariantCulture),
        ["dd"] = t => t.ToString("dd", CultureInfo.InvariantCulture),
        ["HH"] = t => t.ToString("HH", CultureInfo.InvariantCulture),
        ["mm"] = t => t.ToString("mm", CultureInfo.InvariantCulture),
        ["DDD"] = t => t.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
    };

    // Before the templates that are made of it: statics are set in the order in which they stand.
    private static readonly Product _sample = new(
        Guid.Empty, "mission", "ops", "name.ext", "type", new Blob(Digest.Of(""), "", 0), DateTimeOffset.UnixEpoch, null, "", Digest.Of(""));

    private readonly IReadOnlyList<Func<Product, Result<string>>> _parts;

    private PathTemplate(string text, IReadOnlyList<Func<Product, Result<string>>> parts) => (Text, _parts) = (text, parts);

    public static PathTemplate Name { get; } = Read("{name}").OrThrow();

    public string Text { get; }

    /// <summary>Reads a template, or says what is wrong with it.</summary>
    public static Result<PathTemplate> Read(string text)
    {
        var parts = new List<Func<Product, Result<string>>>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            var words = open < 0 ? text[at..] : text[at..open];
            if (words.Contains('}', StringComparison.Ordinal))
                return RouteFaults.BadPath(text, "there is a '}' without its '{'");
            if (words.Length > 0)
                parts.Add(_ => words);
            if (open < 0)
                break;
            var close = text.IndexOf('}', open);
            if (close < 0)
                return RouteFaults.BadPath(text, "there is a '{' without its '}'");
            if (Hole(text[(open + 1)..close]) is not { } hole)
                return RouteFaults.BadPath(text, $"there is no '{text[open..(close + 1)]}'; there are {Known}");
            parts.Add(hole);
            at = close + 1;
        }
        // Holes hold no slashes, so that what is wrong with the words would be wrong with every path.
        var shape = string.Concat(parts.Select(part => part(_sample).TryGet(out var filled, out _) ? filled : "x"));
        return ReleaseManifest.WrongWithPath(shape) is { } complaint ? RouteFaults.BadPath(text, complaint) : new PathTemplate(text, parts);
    }

    /// <summary>The path of a product at the target, or why it has none.</summary>
    public Result<string> Fill(Product product)
    {
        var path = new StringBuilder();
        foreach (var part in _parts)
        {
            if (!part(product).TryGet(out var text, out var fault))
                return fault;
            path.Append(text);
        }
        return ReleaseManifest.WrongWithPath(path.ToString()) is { } complaint ? RouteFaults.BadPath(Text, $"of '{product.Name}' it makes '{path}', and {complaint}") : path.ToString();
    }

    private static string Known => string.Join(", ", _holes.Keys.Concat(_times.Keys).Select(name => "{" + name + "}")) + ", {start:yyyy} and so on for the begin of validity, {attribute:NAME}";

    private static Func<Product, Result<string>>? Hole(string name)
    {
        if (_holes.TryGetValue(name, out var own))
            return product => own(product) is { Length: > 0 } value ? Safe(value) : RouteFaults.NothingForHole(product.Name, name);
        if (_times.TryGetValue(name, out var published))
            return product => published(product.PublishedAt.ToUniversalTime());
        if (name.StartsWith(ValidityPrefix, StringComparison.Ordinal) && _times.TryGetValue(name[ValidityPrefix.Length..], out var valid))
            return product => product.Metadata.ValidFrom is { } from ? valid(from.ToUniversalTime()) : RouteFaults.NothingForHole(product.Name, name);
        if (!name.StartsWith(AttributePrefix, StringComparison.Ordinal) || name.Length == AttributePrefix.Length)
            return null;
        var attribute = name[AttributePrefix.Length..];
        return product => product.Metadata.Attributes.FirstOrDefault(a => a.Name == attribute) is { } found && Shown(found.Value) is { Length: > 0 } value
            ? Safe(value)
            : RouteFaults.NothingForHole(product.Name, name);
    }

    private static string Shown(AttributeValue value) => value switch
    {
        AttributeValue.Instant instant => instant.Value.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture),
        AttributeValue.Flag flag => flag.Value ? "true" : "false",
        _ => Convert.ToString(AttributeTest.Stored(value).Value, CultureInfo.InvariantCulture)!,
    };

    // A value from a file's header must not choose another folder.
    private static string Safe(string value)
    {
        var safe = string.Concat(value.Select(letter => letter is < ' ' or > '~' or '/' or '\\' or ':' or '"' or '*' or '?' or '<' or '>' or '|' ? '_' : letter));
        return safe.Trim('.').Length == 0 ? new string('_', safe.Length) : safe;
    }
}
