using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Which database decodes something: the digest of its file, and how it is read, with the limits that were set in the place of its own.</summary>
internal sealed record DatabaseKey(Digest Digest, string Settings)
{
    private const string Limits = "limits";

    public static DatabaseKey Of(Digest digest, XtceSettings settings) => new(digest, JsonSerializer.Serialize(settings));

    public XtceSettings Read() => JsonSerializer.Deserialize<XtceSettings>(Settings)!;

    /// <summary>The same database with other limits. They belong to the key, so that whatever was decoded by it knows its limits for ever.</summary>
    public DatabaseKey With(IEnumerable<RunTimeLimit> limits)
    {
        var settings = JsonNode.Parse(Settings)!.AsObject();
        settings.Remove(Limits);
        if (limits.ToList() is { Count: > 0 } some)
            settings[Limits] = JsonSerializer.SerializeToNode(some.OrderBy(l => l.Parameter, StringComparer.Ordinal));
        return this with { Settings = settings.ToJsonString() };
    }

    public IReadOnlyList<RunTimeLimit> ReadLimits() =>
        JsonNode.Parse(Settings)!.AsObject().TryGetPropertyValue(Limits, out var limits) ? limits.Deserialize<List<RunTimeLimit>>()! : [];
}

/// <summary>Databases, compiled once and shared by all who decode by them.</summary>
internal sealed class DatabaseShelf(IBlobStore blobs)
{
    private const int Kept = 32;

    private readonly ConcurrentDictionary<DatabaseKey, Lazy<Task<CompiledDatabase>>> _databases = new();

    /// <exception cref="InvalidDataException">The file is gone, or is no database that can be used; the message says why.</exception>
    public async Task<CompiledDatabase> OpenAsync(DatabaseKey key, CancellationToken ct)
    {
        if (_databases.Count >= Kept && !_databases.ContainsKey(key))
            _databases.Clear();
        var opening = _databases.GetOrAdd(key, k => new(() => LoadAsync(k)));
        try
        {
            return await opening.Value.WaitAsync(ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // The lake may be back the next time.
            _databases.TryRemove(new(key, opening));
            throw;
        }
    }

    private async Task<CompiledDatabase> LoadAsync(DatabaseKey key)
    {
        await using var stream = await blobs.OpenAsync(key.Digest, 0, null, CancellationToken.None)
            ?? throw new InvalidDataException($"The database {key.Digest.Short} is not in the lake any more.");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        bytes.Position = 0;
        var reading = XtceReader.Read(bytes, "database", new() { Settings = key.Read() });
        if (reading.Database is not { } database)
            throw new InvalidDataException($"The database {key.Digest.Short} cannot be read: {reading.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error)?.Sentence}");
        var root = RootContainers.Choose(database) ?? throw new InvalidDataException($"The database {key.Digest.Short} does not say which container packets begin with.");
        // Of what a later database does not have any more, there are no limits.
        var limits = key.ReadLimits().Select(l => (Parameter: database.FindParameter(l.Parameter), Alarm: l.ToAlarm())).Where(l => l.Parameter is not null).Select(l => KeyValuePair.Create(l.Parameter!, l.Alarm)).ToList();
        return CompiledDatabase.Compile(limits.Count == 0 ? database : database.WithAlarms(limits), root);
    }
}
