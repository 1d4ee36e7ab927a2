namespace Gantry.Security;

/// <summary>Refuses to start a node whose key is not the one that its database's secrets were sealed with.</summary>
internal sealed class SealCheck(IDatabase database, SealKeys keys, SecurityOptions options) : IStartStep
{
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        var known = await database.ReadAsync(session => session.FirstAsync(
            $"select key_id from security_seal where name = 'current'", row => row.Text(0), ct), ct);
        if (known == keys.Current.Id)
            return [];
        if (known is not null && keys.Find(known) is null)
            throw new StateRefusedException(
                $"The secrets in this database were sealed with the key {known}, and {options.SecretsKeyFile} does not hold it. " +
                "Copy the key file of the node that ran first (all nodes share one), or restore it from your backup.");
        await database.WriteAsync(work => work.ExecuteAsync(
            $"insert into security_seal values ('current', {keys.Current.Id}) on conflict (name) do update set key_id = excluded.key_id", ct), ct);
        return [];
    }
}
