namespace Gantry.Security;

/// <summary>The secrets of missions, sealed. The only class that knows their table.</summary>
internal sealed class SecretStore(IDatabase database, Sealing sealing, SealCheck check) : ISecrets
{
    public async Task<string> SealAsync(string value, string purpose, CancellationToken ct)
    {
        await check.AgreeAsync(ct);
        return sealing.Seal(value, purpose);
    }

    public string Open(string sealedValue, string purpose) => sealing.Open(sealedValue, purpose);

    public async Task<string?> FindAsync(string mission, string environment, string name, CancellationToken ct)
    {
        var found = await database.ReadAsync(session => session.FirstAsync(
            $"select sealed from security_secret where mission = {mission} and environment = {environment} and name = {name}", row => row.Text(0), ct), ct);
        return found is null ? null : sealing.Open(found, PurposeOf(mission, environment, name));
    }

    /// <summary>What there is, by name, after a name; never the values.</summary>
    public Task<List<Api.SecretView>> PageAsync(string mission, string environment, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select name, version, set_at, set_by from security_secret
             where mission = {mission} and environment = {environment} and name > {after} order by name limit {limit}
             """, row => new Api.SecretView(row.Text(0), row.Number(1), row.Time(2), row.Text(3)), ct), ct);

    /// <summary>Sets a secret, or replaces the one of that name; what was there is gone.</summary>
    public async Task<Api.SecretView> SetAsync(Scope where, string name, string value, string by, CancellationToken ct)
    {
        var sealedValue = await SealAsync(value, PurposeOf(where.Mission!, where.Environment!, name), ct);
        return await database.WriteAsync(async work =>
        {
            var stamp = await work.StampAsync(ct);
            var version = await work.FirstAsync(
                $"""
                 insert into security_secret values ({where.Mission}, {where.Environment}, {name}, 1, {sealedValue}, {stamp}, {by})
                 on conflict (mission, environment, name) do update
                     set version = security_secret.version + 1, sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by
                 returning version
                 """, row => row.Number(0), ct);
            work.Tell(Entry.Of(SecurityKinds.SecretSet, where, $"secrets/{name}", by, new { name, version }));
            return new Api.SecretView(name, version, stamp, by);
        }, ct);
    }

    /// <summary>Deletes a secret; false when there was none.</summary>
    public Task<bool> DeleteAsync(Scope where, string name, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var gone = await work.ExecuteAsync(
                $"delete from security_secret where mission = {where.Mission} and environment = {where.Environment} and name = {name}", ct) > 0;
            if (gone)
                work.Tell(Entry.Of(SecurityKinds.SecretDeleted, where, $"secrets/{name}", by, new { name }));
            return gone;
        }, ct);

    private static string PurposeOf(string mission, string environment, string name) => $"secret/{mission}/{environment}/{name}";
}
