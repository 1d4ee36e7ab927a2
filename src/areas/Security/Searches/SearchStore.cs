using Gantry.Api;

namespace Gantry.Security;

/// <summary>What people looked for. The only class that knows their table.</summary>
/// <remarks>It is everybody's own notebook and changes nothing for anybody else, so the journal is not told.</remarks>
internal sealed class SearchStore(IDatabase database, TimeProvider clock)
{
    public const int MostSaved = 500;
    public const int MostRemembered = 50;

    private static readonly SqlText _columns = SqlText.Constant("id, room, mission, environment, name, query, kept_at");

    /// <summary>Those with a name by that, then the last ones without, newest first.</summary>
    public Task<List<SearchView>> ListAsync(Guid owner, string room, Scope scope, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from security_search where {In(owner, room, scope)}
         order by case when name is null then 1 else 0 end, name, kept_at desc, id limit {MostSaved + MostRemembered}
         """, Read, ct), ct);

    /// <summary>Keeps a search under its name, in the place of what had that name; without one it is remembered among the last.</summary>
    public Task<Result<SearchView>> KeepAsync(Guid owner, SaveSearchRequest wish, CancellationToken ct) => database.WriteAsync<Result<SearchView>>(async work =>
    {
        var (scope, now, digest) = (new Scope(wish.Mission, wish.Environment), await work.StampAsync(ct), Digest.Of(wish.Query));
        if (wish.Name is { } name)
            await work.ExecuteAsync($"delete from security_search where {In(owner, wish.Room, scope)} and name = {name}", ct);
        else
            await work.ExecuteAsync($"delete from security_search where {In(owner, wish.Room, scope)} and name is null and digest = {digest}", ct);
        if (wish.Name is not null && await work.FirstAsync($"select count(*) from security_search where principal = {owner} and name is not null", row => row.Number(0), ct) >= MostSaved)
            return SecurityFaults.TooManySearches(MostSaved);
        var kept = new SearchView(Guid.CreateVersion7(clock.GetUtcNow()), wish.Room, wish.Mission, wish.Environment, wish.Name, wish.Query, now);
        await work.ExecuteAsync(
            $"""
             insert into security_search (id, principal, room, mission, environment, name, query, digest, kept_at)
             values ({kept.Id}, {owner}, {kept.Room}, {kept.Mission}, {kept.Environment}, {kept.Name}, {kept.Query}, {digest}, {now})
             """, ct);
        await work.ExecuteAsync(
            $"""
             delete from security_search where id in (
                 select id from security_search where {In(owner, wish.Room, scope)} and name is null order by kept_at desc, id desc limit {MostSaved} offset {MostRemembered})
             """, ct);
        return kept;
    }, ct);

    /// <summary>Forgets one; false when there was none.</summary>
    public Task<bool> ForgetAsync(Guid owner, Guid id, CancellationToken ct) => database.WriteAsync(async work =>
        await work.ExecuteAsync($"delete from security_search where id = {id} and principal = {owner}", ct) > 0, ct);

    private static SqlText In(Guid owner, string room, Scope scope) =>
        SqlText.Of($"principal = {owner} and room = {room} and mission = {scope.Mission} and environment = {scope.Environment}");

    private static SearchView Read(System.Data.Common.DbDataReader row) =>
        new(row.Id(0), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.Text(5), row.Time(6));
}
