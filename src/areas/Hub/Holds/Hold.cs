using Gantry.Api;

namespace Gantry.Hub;

/// <summary>Products that nothing may delete, as long as it stands.</summary>
/// <param name="Filter">Which products, in the words of <c>$filter</c>: those that there are, and those that come.</param>
/// <param name="Until">When it ends by itself; null for never.</param>
internal sealed record Hold(
    Guid Id, string Mission, string Environment, string Filter, string Reason, string HeldBy, DateTimeOffset HeldAt, DateTimeOffset? Until)
{
    /// <summary>How it ended; null while nobody has lifted or noted it.</summary>
    public HoldEnd? End { get; init; }

    public Scope Scope => new(Mission, Environment);

    public string Subject => $"holds/{Id}";

    public bool IsStanding(DateTimeOffset now) => End is null && !(Until <= now);

    public HoldView View(DateTimeOffset now) => new(
        Id, Mission, Environment, Filter, Reason, HeldBy, HeldAt, Until,
        IsStanding(now) ? "standing" : End is { Reason: not null } ? "lifted" : "expired", End?.At ?? (Until <= now ? Until : null), End?.By, End?.Reason);
}

/// <summary>How a hold ended.</summary>
/// <param name="Reason">Why somebody lifted it; null when its time was over.</param>
internal sealed record HoldEnd(DateTimeOffset At, string By, string? Reason);
