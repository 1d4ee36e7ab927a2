namespace Gantry.Xtce;

/// <summary>Anything of a database that has a name.</summary>
public abstract record Item
{
    private protected Item()
    {
    }

    public required string Name { get; init; }

    /// <summary>The systems it stands in and its name: <c>/mission/eps/battery_voltage</c>.</summary>
    public required string QualifiedName { get; init; }

    public Description About { get; init; } = Description.None;

    public Place At { get; init; }

    public sealed override string ToString() => QualifiedName;
}

/// <summary>What is told of an item to people.</summary>
public sealed record Description(string? Short, string? Long, ValueList<Alias> Aliases, ValueList<AncillaryData> Ancillary)
{
    public static Description None { get; } = new(null, null, [], []);
}

/// <summary>Another name, in a name space of its own: mnemonics, numbers of another tool.</summary>
public sealed record Alias(string NameSpace, string Name);

/// <summary>What a tool wrote for itself; kept as it is and written back.</summary>
public sealed record AncillaryData(string Name, string MimeType, string? Href, string Text);
