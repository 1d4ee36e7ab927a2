namespace Gantry.Hub;

/// <summary>Where files go: which, to whom, how, and with what patience. As a release declares it.</summary>
internal sealed record Route(string Name, RouteTarget Target)
{
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The filter; null for every product of the types.</summary>
    public ProductTest? Filter { get; init; }

    /// <summary>No more than this; larger products are not sent.</summary>
    public long? LargestBytes { get; init; }

    public IReadOnlyList<string> Environments { get; init; } = [Rungs.Ops];

    /// <summary>Where a file lies at the target.</summary>
    public required PathTemplate Path { get; init; }

    /// <summary>Strictly one after another in the order of publication; otherwise <see cref="Parallel"/> at a time.</summary>
    public bool IsOrdered { get; init; }

    public int Parallel { get; init; } = 4;

    /// <summary>Also what was published before the route was there.</summary>
    public bool FromBeginning { get; init; }

    public SendingWindow? Window { get; init; }

    public long? BytesPerSecond { get; init; }

    /// <summary>How often a delivery is tried before it is dead.</summary>
    public int Attempts { get; init; } = 8;

    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many may be under way at a time, on all nodes together.</summary>
    public int AtOnce => IsOrdered ? 1 : Parallel;

    /// <summary>Whether it sends such a product.</summary>
    public bool Takes(Product product) =>
        (Types.Count == 0 || (product.Type is { } type && Types.Contains(type)))
        && (LargestBytes is null || product.Blob.SizeBytes <= LargestBytes)
        && (Filter is null || Filter.Passes(product));
}

/// <summary>A route as it stands in an environment.</summary>
internal sealed record StandingRoute(string Mission, string Environment, Route Route)
{
    public Scope Scope => new(Mission, Environment);

    public RouteKey Key => new(Mission, Environment, Route.Name);
}

/// <summary>Which route is meant, whether or not one of that name stands.</summary>
internal readonly record struct RouteKey(string Mission, string Environment, string Name)
{
    public Scope Scope => new(Mission, Environment);

    public string Subject => $"routes/{Name}";

    /// <summary>Its place in the journal is kept under this name.</summary>
    public string Consumer => $"hub.route/{Mission}/{Environment}/{Name}";
}

/// <summary>Whom a route sends to.</summary>
internal abstract record RouteTarget
{
    /// <summary>The target in words, without what is secret.</summary>
    public abstract string Shown { get; }

    /// <summary>A folder of the server's own machine.</summary>
    public sealed record LocalFolder(string Folder) : RouteTarget
    {
        public override string Shown => $"folder {Folder}";
    }

    /// <summary>Somebody else's machine.</summary>
    public sealed record Remote(RemotePlace Place, Credential Password, Credential PrivateKey) : RouteTarget
    {
        public override string Shown => Place.ToString();
    }

    /// <summary>An address below which files are put by HTTP.</summary>
    public sealed record Http(string Address, string? User, Credential Password, Credential Token) : RouteTarget
    {
        public override string Shown => Address;
    }

    /// <summary>An environment of another Gantry.</summary>
    public sealed record Gantry(string Address, string Mission, string Environment, string? User, Credential Password, Credential Token) : RouteTarget
    {
        public override string Shown => $"{Address} {Mission}/{Environment}";
    }
}

/// <summary>Something secret, by the name under which the environment keeps it; null for nothing.</summary>
internal readonly record struct Credential(string? Secret);
