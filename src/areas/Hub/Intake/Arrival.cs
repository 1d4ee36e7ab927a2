namespace Gantry.Hub;

/// <summary>A file at the door: where it wants to go, what it is called, what its sender says of it.</summary>
internal sealed record Arrival(string Mission, string Environment, string Name, Stream Content, Expected Expected, string SentBy)
{
    /// <summary>The source it comes from; null when somebody puts it in, who then waits for the answer.</summary>
    public string? Source { get; init; }

    /// <summary>When it first reached the ground, where its source says so.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>What it was taken out of; null when it came by itself.</summary>
    public Origin? Parent { get; init; }

    /// <summary>Whether nobody stands behind it who still has the file: what is refused is then kept in quarantine.</summary>
    public bool IsUnattended => Source is not null || Parent is not null;
}

/// <summary>What an arrival was taken out of, and how deep it lay.</summary>
internal sealed record Origin(string Name, int Depth);

/// <summary>What became of an arrival; a refusal of which nothing was kept is a <see cref="Fault"/>.</summary>
internal abstract record Taken
{
    /// <summary>The bytes that came; a product that was packed on the way has others.</summary>
    public Digest? Received { get; init; }

    /// <summary>A new product.</summary>
    public sealed record AsProduct(Product Product) : Taken;

    /// <summary>The same bytes were there under this name, or the type passes over others.</summary>
    public sealed record AlreadyThere(Product Product) : Taken;

    /// <summary>It is kept and will be looked at again: the scanner is away, or it becomes several files. Nobody can read it yet.</summary>
    public sealed record Waiting(Guid Id, string Why) : Taken;

    /// <summary>It was refused and is kept for somebody to look at.</summary>
    public sealed record InQuarantine(Guid Id, Fault Why) : Taken;
}
