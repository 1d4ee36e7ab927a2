namespace Gantry.Hub;

/// <summary>Where a subscription stands; the numbers are the interface's.</summary>
internal enum SubscriptionStatus
{
    Running = 0,
    Paused = 1,

    /// <summary>Over, for good.</summary>
    Cancelled = 2,
}

/// <summary>A client's standing query. Each verb returns the next subscription or says why not.</summary>
/// <param name="Owner">Whose it is, and whose right to read decides what it is told of.</param>
/// <param name="Mission">The mission of the door it was made at; null for everything the owner may read.</param>
/// <param name="Environment">The environment of that door.</param>
/// <param name="Narrowing">What the token it was made with was limited to; null when it was not.</param>
/// <param name="Filter">The products it is about, in the words of <c>$filter</c>, as the parser prints them.</param>
/// <param name="Endpoint">Where its owner wants to be told; null when it asks by itself.</param>
internal sealed record Subscription(
    Guid Id, Guid Owner, string OwnerName, string? Mission, string? Environment, IReadOnlyList<Grant>? Narrowing,
    string Filter, Endpoint? Endpoint, DateTimeOffset SubmittedAt)
{
    public SubscriptionStatus Status { get; init; } = SubscriptionStatus.Running;
    public DateTimeOffset? PausedAt { get; init; }
    public DateTimeOffset? ResumedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? NotifiedAt { get; init; }

    public string Subject => $"subscriptions/{Id}";

    public Scope Scope => new(Mission, Environment);

    public bool IsPush => Endpoint is not null;

    /// <summary>
    /// Whether it is about a product of this place that was published then: after it was made, and not while it was paused.
    /// Asked by time and not by what it is now, because a product is matched a little after it was published.
    /// </summary>
    public bool Wants(string mission, string environment, DateTimeOffset publishedAt) =>
        (Mission is null || (Mission == mission && Environment == environment))
        && publishedAt > SubmittedAt
        && !(publishedAt >= PausedAt && (Status == SubscriptionStatus.Paused || publishedAt <= ResumedAt));

    /// <summary>Whether its owner may be told of a product of this place, by the rights it has now.</summary>
    public bool MayTell(Caller? owner, Scope place) =>
        owner is not null && (owner with { Narrowing = Narrowing }).May(Act.ReadProduct, place);

    public Result<Subscription> Pause(DateTimeOffset now) => Status switch
    {
        SubscriptionStatus.Running => this with { Status = SubscriptionStatus.Paused, PausedAt = now },
        SubscriptionStatus.Paused => this,
        _ => SubscriptionFaults.IsCancelled(Id),
    };

    public Result<Subscription> Resume(DateTimeOffset now) => Status switch
    {
        SubscriptionStatus.Paused => this with { Status = SubscriptionStatus.Running, ResumedAt = now },
        SubscriptionStatus.Running => this,
        _ => SubscriptionFaults.IsCancelled(Id),
    };

    // A client that does not know whether its first cancellation arrived sends another.
    public Result<Subscription> Cancel(DateTimeOffset now) => Status == SubscriptionStatus.Cancelled
        ? this
        : this with { Status = SubscriptionStatus.Cancelled, EndedAt = now, Endpoint = Endpoint is null ? null : Endpoint with { Password = null } };

    public Result<Subscription> Become(SubscriptionStatus status, DateTimeOffset now) => status switch
    {
        SubscriptionStatus.Running => Resume(now),
        SubscriptionStatus.Paused => Pause(now),
        _ => Cancel(now),
    };
}

/// <summary>Where a subscriber wants to be told, and who Gantry is there.</summary>
/// <param name="Password">Sealed; never shown.</param>
internal sealed record Endpoint(string Address, string? User, string? Password)
{
    /// <summary>Where that is, for everybody's eyes: what follows the host may be a key to come in.</summary>
    public string Host => new Uri(Address).GetLeftPart(UriPartial.Authority);
}
