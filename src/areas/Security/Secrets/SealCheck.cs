namespace Gantry.Security;

/// <summary>
/// Sees to it that all nodes of a database seal with keys that each of them has. The database learns the key's name with
/// the first secret; until then nodes need not agree.
/// </summary>
internal sealed class SealCheck(IDatabase database, SealKeys keys, SecurityOptions options) : IStartStep
{
    private volatile bool _isKnown;

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        if (await database.ReadAsync(session => NameAsync(session, ct), ct) is { } known && keys.Find(known) is null)
            throw new StateRefusedException(Refusal(known));
        return [];
    }

    /// <summary>Before the first value is sealed here: lets the others know by which key, or throws when this node has another one than they.</summary>
    public async Task AgreeAsync(CancellationToken ct)
    {
        if (_isKnown)
            return;
        await database.WriteAsync(async work =>
        {
            await work.StampAsync(ct);
            if (await NameAsync(work, ct) is { } known && keys.Find(known) is null)
                throw new SecretUnreadableException(Refusal(known));
            await work.ExecuteAsync(
                $"insert into security_seal values ('current', {keys.Current.Id}) on conflict (name) do update set key_id = excluded.key_id", ct);
        }, ct);
        _isKnown = true;
    }

    private static Task<string?> NameAsync(Session session, CancellationToken ct) =>
        session.FirstAsync($"select key_id from security_seal where name = 'current'", row => row.Text(0), ct);

    private string Refusal(string known) =>
        $"The secrets in this database were sealed with the key {known}, and {options.SecretsKeyFile} does not hold it. " +
        "Copy the key file of the node that sealed the first one (all nodes share one), or restore it from your backup.";
}
