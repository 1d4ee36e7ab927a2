namespace Gantry.Security;

/// <summary>The rights that principals hold here, whether or not they are calling.</summary>
internal sealed class StandingRights : IStandingRights
{
    public async Task<IReadOnlyDictionary<Guid, Caller>> FindAsync(Session session, IReadOnlyCollection<Guid> principals, CancellationToken ct) =>
        (await PrincipalStore.FindAllAsync(session, principals, ct))
            .Where(p => !p.IsDisabled).ToDictionary(p => p.Id, p => new Caller(p.Id, p.Name, p.Grants));
}
