namespace Gantry;

/// <summary>What a principal may do when it is not there itself: for work that goes on after its request. Port: Security answers.</summary>
/// <remarks>
/// Only rights that are kept here count. Whoever an external issuer vouches for brings rights with each token, so nobody
/// can say what it may do between two of them: it has none here.
/// </remarks>
public interface IStandingRights
{
    /// <summary>The principals that may act now, by id; one that was shut out or does not exist is left out.</summary>
    Task<IReadOnlyDictionary<Guid, Caller>> FindAsync(Session session, IReadOnlyCollection<Guid> principals, CancellationToken ct);
}
