namespace Gantry;

/// <summary>What an area brings to the house: the host composes settings, schemas and the lists in docs/reference from these.</summary>
public sealed record Area(string Name, IReadOnlyList<Setting> Settings, SchemaSource? Schema, IReadOnlyList<EntryKind> Kinds)
{
    /// <summary>The files of a mission folder that this area understands.</summary>
    public IReadOnlyList<IMissionPart> Parts { get; init; } = [];
}

/// <summary>Something to do once at start, after the schemas are up to date and before the first request. Port.</summary>
public interface IStartStep
{
    /// <summary>Does it; the lines it returns are shown to whoever started the server, and to nobody else.</summary>
    Task<IReadOnlyList<string>> RunAsync(CancellationToken ct);
}
