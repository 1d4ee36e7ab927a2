namespace Gantry.Hub;

/// <summary>How a source is reached.</summary>
internal enum SourceKind { Folder, Http, Sftp, Ftp, Ftps, WebDav, S3, OData, Cadip, Outbox }

/// <summary>What happens to a file at its source once it has been taken.</summary>
internal enum AfterTaking { Keep, Delete, Move }

/// <summary>Where files come from, as a mission's <c>sources/*.yaml</c> says it.</summary>
internal sealed record SourceDeclaration(string Name, SourceKind Kind)
{
    public IReadOnlyList<string> Environments { get; init; } = [Rungs.Ops];

    /// <summary>A host or an address; empty for a folder of this machine.</summary>
    public string Address { get; init; } = "";

    public string Folder { get; init; } = "";

    public bool IsRecursive { get; init; } = true;

    public NamePatterns Names { get; init; } = NamePatterns.All;

    /// <summary>The types its files must be of; empty for any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public Timetable Timetable { get; init; } = new(TimeSpan.FromSeconds(20), null);

    /// <summary>How long a file must not have changed before it is taken.</summary>
    public TimeSpan Settle { get; init; }

    public DateTimeOffset? IgnoreBefore { get; init; }

    public AfterTaking After { get; init; }

    /// <summary>Where taken files are moved to, within the same place.</summary>
    public string? MoveTo { get; init; }

    /// <summary>How many files are fetched at a time.</summary>
    public int Parallel { get; init; } = 3;

    public long? BytesPerSecond { get; init; }

    public RetryPlan Retry { get; init; } = new();

    public SourceCredentials Credentials { get; init; } = SourceCredentials.None;

    /// <summary>Further conditions of an OData filter.</summary>
    public string? Filter { get; init; }

    /// <summary>How far before the last publication seen the next look begins.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many entries are asked for at a time.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>How long a CADIP session may stay without its last blocks.</summary>
    public TimeSpan CompleteWithin { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether what is taken stays at the source, so that it must be remembered.</summary>
    public bool Remembers => After == AfterTaking.Keep;

    /// <summary>Whether its files are files of this machine.</summary>
    public bool IsLocal => Kind is SourceKind.Folder or SourceKind.Outbox;

    /// <summary>The hosted application whose outbox it is.</summary>
    public string? Application { get; init; }

    /// <summary>The place in words.</summary>
    public string Place => IsLocal ? Folder
        : Address.Contains("://", StringComparison.Ordinal) ? InFolder(Address)
        : InFolder($"{Kind.ToString().ToLowerInvariant()}://{Address}");

    private string InFolder(string address) => Folder.Length == 0 ? address : $"{address.TrimEnd('/')}/{Folder.TrimStart('/')}";
}

/// <summary>How a source is opened: names, and the names of secrets; never a secret itself.</summary>
internal sealed record SourceCredentials
{
    public static readonly SourceCredentials None = new();

    public string? User { get; init; }
    public string? PasswordSecret { get; init; }
    public string? PrivateKeySecret { get; init; }

    /// <summary>The keys an SFTP server may show, as lines of a known_hosts file.</summary>
    public string? HostKeys { get; init; }

    public string? Region { get; init; }
    public bool IsImplicitTls { get; init; }

    /// <summary>Where an OAuth2 token is to be had; without it Basic is used.</summary>
    public string? TokenAddress { get; init; }

    public string? Client { get; init; }
    public string? ClientSecret { get; init; }
}

/// <summary>A source in an environment: what state, journal and addresses call it.</summary>
internal sealed record SourceKey(string Mission, string Environment, string Name)
{
    public Scope Scope => new(Mission, Environment);

    /// <summary>As the journal names it.</summary>
    public string Subject => $"sources/{Name}";

    /// <summary>The signal that something was ordered of it.</summary>
    public string Topic => $"hub-source:{this}";

    /// <summary>The duty of the node that works it.</summary>
    public string Lease => $"hub.source/{this}";

    public override string ToString() => $"{Mission}/{Environment}/{Name}";
}
