using System.Globalization;
using Gantry.Schedules;
using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>The mission folder's <c>sources/*.yaml</c>, one source each: what they must look like, and what they then say.</summary>
internal sealed class SourcesFolder : IMissionPart
{
    public const string Path = "sources/";

    string IMissionPart.Path => Path;

    public string SchemaName => "source";

    public string JsonSchema => SourceShapes.File.ToJsonSchema("source.schema.json", "Gantry: sources/*.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var types = KnownTypes(files);
        foreach (var file in files.All.Where(f => IsSource(f.Path)))
        {
            if (!YamlReader.Read(file.Content, file.Path, SourceShapes.File).TryGet(out var root, out var problems))
            {
                foreach (var p in problems)
                    yield return new(p.File, p.Line, p.Column, p.Message);
                continue;
            }
            foreach (var finding in Contradictions(file.Path, root.AsMap(), types))
                yield return finding;
            var name = root.AsMap().Find("name")!;
            if (!names.TryAdd(name.AsText(), file.Path))
                yield return new(file.Path, name.Line, name.Column, $"the source '{name.AsText()}' is declared in {names[name.AsText()]} already");
        }
    }

    public static bool IsSource(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal));

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static SourceDeclaration Read(ReadOnlyMemory<byte> content, string path)
    {
        if (!YamlReader.Read(content, path, SourceShapes.File).TryGet(out var root, out var problems))
            throw new InvalidDataException($"A release holds a source that this program does not accept: {problems[0]}");
        var map = root.AsMap();
        var kind = Enum.Parse<SourceKind>(map.Text("kind"), ignoreCase: true);
        var isLocal = kind is SourceKind.Folder or SourceKind.Outbox;
        return new(map.Text("name"), kind)
        {
            Environments = map.Has("environments") ? map.Texts("environments") : [Rungs.Ops],
            Address = map.TextOrNull("address") ?? "",
            Folder = map.TextOrNull("folder") ?? "",
            IsRecursive = map.FlagOrNull("recursive") ?? true,
            Names = new(Patterns(map, "take"), Patterns(map, "ignore")),
            Types = map.Texts("types"),
            Timetable = new(map.DurationOrNull("every") ?? TimeSpan.FromSeconds(isLocal ? 60 : 20), CronOf(map)),
            Settle = map.DurationOrNull("settle") ?? (kind is SourceKind.OData or SourceKind.Cadip ? TimeSpan.Zero : TimeSpan.FromSeconds(5)),
            IgnoreBefore = map.TextOrNull("ignoreBefore") is { } text && SourceShapes.TryTime(text, out var before) ? before : null,
            Application = map.TextOrNull("application"),
            // An outbox is emptied: what was taken is the application's business no more.
            After = kind == SourceKind.Outbox ? AfterTaking.Delete : Enum.Parse<AfterTaking>(map.TextOrNull("after") ?? "keep", ignoreCase: true),
            MoveTo = map.TextOrNull("moveTo"),
            Parallel = (int)(map.WholeOrNull("parallel") ?? (isLocal ? 24 : 3)),
            BytesPerSecond = map.TextOrNull("bandwidth") is { } rate ? Rate(rate) : null,
            Retry = Retry(map.MapOrNull("retry")),
            Credentials = Credentials(map),
            Filter = map.TextOrNull("filter"),
            Overlap = map.DurationOrNull("overlap") ?? TimeSpan.FromMinutes(5),
            PageSize = (int)(map.WholeOrNull("page") ?? 200),
            CompleteWithin = map.DurationOrNull("completeWithin") ?? TimeSpan.FromDays(1),
        };
    }

    private static IEnumerable<Finding> Contradictions(string file, YamlMap map, IReadOnlyCollection<string>? types)
    {
        if (map.Find("every") is { } every && every.AsDuration() < TimeSpan.FromSeconds(1))
            yield return new(file, every.Line, every.Column, "'every' is at least 1s");
        if (map.Find("at") is { } at && map.Has("every"))
            yield return new(file, at.Line, at.Column, "a source has either 'every' or 'at', not both");
        if (map.TextOrNull("after") == "move" != map.Has("moveTo"))
            yield return new(file, map.Line, map.Column, "'after: move' and 'moveTo' go together: what moves needs a place to move to");
        foreach (var type in map.List("types"))
        {
            if (types is not null && !types.Contains(type.AsText()))
                yield return new(file, type.Line, type.Column, $"types.yaml knows no type '{type.AsText()}'{Settings.DidYouMean(type.AsText(), types)}");
        }
        foreach (var secret in (string[])["password", "privateKey"])
        {
            if (map.Has(secret) && !map.Has("user") && map.Text("kind") is not "odata" and not "cadip")
                yield return new(file, map.Find(secret)!.Line, map.Find(secret)!.Column, $"'{secret}' is whose? Say 'user', too");
        }
    }

    // A types.yaml with faults of its own is told of by its own part.
    private static IReadOnlyCollection<string>? KnownTypes(MissionFiles files)
    {
        if (files.Find(TypesFile.Path) is not { } file)
            return [];
        try
        {
            return [.. TypesFile.Read(file.Content).Types.Select(t => t.Name)];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Patterns(YamlMap map, string key) =>
        map.Find(key) switch { null => [], YamlList list => list.Items.Select(i => i.AsText()), var one => [one.AsText()] };

    private static Cron? CronOf(YamlMap map)
    {
        if (map.TextOrNull("at") is not { } at)
            return null;
        Cron.TryParse(at, out var cron);
        return cron;
    }

    private static RetryPlan Retry(YamlMap? map) => map is null
        ? new()
        : new((int)(map.WholeOrNull("now") ?? 3), map.DurationOrNull("later"), (int)(map.WholeOrNull("times") ?? 2));

    private static SourceCredentials Credentials(YamlMap map)
    {
        var token = map.MapOrNull("token");
        return new()
        {
            User = map.TextOrNull("user"),
            PasswordSecret = map.MapOrNull("password")?.Text("secret"),
            PrivateKeySecret = map.MapOrNull("privateKey")?.Text("secret"),
            HostKeys = map.TextOrNull("hostKeys"),
            Region = map.TextOrNull("region"),
            IsImplicitTls = map.FlagOrNull("implicitTls") ?? false,
            TokenAddress = token?.Text("address"),
            Client = token?.TextOrNull("client"),
            ClientSecret = token?.MapOrNull("clientSecret")?.Text("secret"),
        };
    }

    private static long Rate(string text)
    {
        var factor = text[^1] switch { 'k' => 1_000L, 'M' => 1_000_000L, 'G' => 1_000_000_000L, _ => 1L };
        return long.Parse(factor == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture) * factor;
    }
}
