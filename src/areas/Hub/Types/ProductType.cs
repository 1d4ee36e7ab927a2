using System.Text.RegularExpressions;
using Gantry.Archives;

namespace Gantry.Hub;

/// <summary>How a file is recognised, checked, described, changed on the way and kept.</summary>
internal sealed record ProductType(string Name, Regex Pattern, TimeSpan? Retention)
{
    /// <summary>What its content must begin with; null when the name is enough.</summary>
    public HeaderRule? Header { get; init; }

    public string ContentType { get; init; } = "application/octet-stream";

    public MetadataFrom Metadata { get; init; }

    /// <summary>Attributes that the mission declares: a text with the pattern's named groups in it.</summary>
    public IReadOnlyList<DeclaredAttribute> Attributes { get; init; } = [];

    /// <summary>The named groups that hold the validity; null when it comes from elsewhere or from nowhere.</summary>
    public string? ValidFromGroup { get; init; }

    public string? ValidUntilGroup { get; init; }

    public ExtractorRule? Extractor { get; init; }

    /// <summary>What happens to other bytes under a name that is taken.</summary>
    public SameName Duplicates { get; init; }

    public ScanRule Scan { get; init; }

    /// <summary>Longer ones are refused.</summary>
    public long? LargestBytes { get; init; }

    /// <summary>How soon after its origin such a product is to be published.</summary>
    public TimeSpan? Timeliness { get; init; }

    /// <summary>How many are to come.</summary>
    public ExpectedRate? Expected { get; init; }

    public TransformRule Transform { get; init; } = TransformRule.None;
}

/// <summary>Where the standard attributes come from.</summary>
internal enum MetadataFrom { None, Name, Eof, Safe }

/// <summary>Whether a file is looked at for malware before anybody can read it.</summary>
internal enum ScanRule { None, Wanted, Required }

/// <summary>An attribute that the mission declares.</summary>
internal sealed record DeclaredAttribute(string Name, Template Value, DeclaredKind? Kind);

/// <summary>How many products are to come: 14 a day.</summary>
internal sealed record ExpectedRate(int Count, TimeSpan Per);

/// <summary>A program that reads a file on its standard input and writes its attributes as one JSON object.</summary>
/// <param name="Run">The program and its arguments.</param>
/// <param name="Files">Files of the mission folder that lie in its working folder.</param>
/// <param name="TimeLimit">How long it may take.</param>
/// <param name="LargestOutputBytes">How much it may write.</param>
internal sealed record ExtractorRule(IReadOnlyList<string> Run, IReadOnlyList<string> Files, TimeSpan TimeLimit, long LargestOutputBytes);

/// <summary>What becomes of a file before it is published.</summary>
internal sealed record TransformRule
{
    public static readonly TransformRule None = new();

    /// <summary>Each file in it becomes an arrival of its own.</summary>
    public ArchiveKind? Unpack { get; init; }

    /// <summary>Whether what was unpacked or split becomes a product too.</summary>
    public bool KeepsParent { get; init; }

    /// <summary>Each so many lines become an arrival of their own.</summary>
    public int? SplitLines { get; init; }

    public PackKind? Pack { get; init; }

    /// <summary>The product's name.</summary>
    public Template? Rename { get; init; }

    /// <summary>Whether it becomes several arrivals.</summary>
    public bool MakesMany => Unpack is not null || SplitLines is not null;
}

/// <summary>What a mission's release says of the files it knows.</summary>
internal sealed record ProductTypes(IReadOnlyList<ProductType> Types, bool KeepsUnrecognised)
{
    /// <summary>What holds for a file that no type recognises and that is kept all the same.</summary>
    public ScanRule ScanUnrecognised { get; init; }

    /// <summary>The types, in the order of the file, whose pattern matches the whole name; their headers decide between them.</summary>
    public IReadOnlyList<ProductType> Candidates(string name)
    {
        List<ProductType>? found = null;
        foreach (var type in Types)
        {
            if (!type.Pattern.IsMatch(name))
                continue;
            (found ??= []).Add(type);
            if (type.Header is null)
                break;
        }
        return found ?? [];
    }

    /// <summary>The first type by name alone.</summary>
    public ProductType? Recognise(string name) => Types.FirstOrDefault(t => t.Pattern.IsMatch(name));

    public ProductType? Find(string type) => Types.FirstOrDefault(t => t.Name == type);
}
