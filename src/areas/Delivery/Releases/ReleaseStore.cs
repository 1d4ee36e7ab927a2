using System.Data.Common;

namespace Gantry.Delivery;

/// <summary>Missions, their releases and where these stand. The only class that knows the tables.</summary>
internal sealed class ReleaseStore(IDatabase database)
{
    /// <summary>Missions by name, after a name, with their environments.</summary>
    public Task<List<(string Name, string Description, List<Pointer> Pointers)>> ListMissionsAsync(string after, int limit, CancellationToken ct) =>
        database.ReadAsync(async session =>
        {
            var missions = await session.QueryAsync(
                $"select name, description from delivery_mission where name > {after} order by name limit {limit}",
                row => (Name: row.Text(0), Description: row.Text(1)), ct);
            var pointers = await session.QueryAsync(
                $"select {_pointer} from delivery_environment where mission in {missions.Select(m => m.Name).ToList()}", ReadPointer, ct);
            return missions.ConvertAll(m => (m.Name, m.Description, InOrder(pointers.Where(p => p.Mission == m.Name))));
        }, ct);

    /// <summary>A mission's environments in the order of the ladder; null when there is no such mission.</summary>
    public Task<(string Description, List<Pointer> Pointers)?> FindMissionAsync(string mission, CancellationToken ct) =>
        database.ReadAsync<(string, List<Pointer>)?>(async session =>
        {
            var description = await session.FirstAsync(
                $"select description from delivery_mission where name = {mission}", row => row.Text(0), ct);
            return description is null ? null : (description, await PointersAsync(session, mission, ct));
        }, ct);

    public Task<Digest?> StandingAsync(string mission, string environment, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"select release from delivery_environment where mission = {mission} and name = {environment}", row => row.DigestOrNull(0), ct), ct);

    /// <summary>Every pointer that points at something: three for each mission at most.</summary>
    public Task<List<Standing>> AllStandingAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select mission, name, release from delivery_environment where release is not null order by mission, name",
            row => new Standing(row.Text(0), row.Text(1), row.Digest(2)), ct), ct);

    /// <summary>The paths of a release's files in a folder.</summary>
    public Task<List<string>> ListFilesAsync(Digest release, string folder, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select path from delivery_file where release = {release} and path >= {folder} and path < {folder + '\uffff'} order by path", row => row.Text(0), ct), ct);

    /// <summary>A mission's releases, newest first, before a place.</summary>
    public Task<List<Release>> ListReleasesAsync(string mission, DateTimeOffset before, string beforeId, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_release} from delivery_release
             where mission = {mission} and (created_at < {before} or (created_at = {before} and id < {beforeId}))
             order by created_at desc, id desc limit {limit}
             """, ReadRelease, ct), ct);

    /// <summary>A release by its id or the first digits of it.</summary>
    public async Task<Result<Release>> FindReleaseAsync(string mission, string idOrStart, CancellationToken ct)
    {
        var start = idOrStart.ToLowerInvariant();
        if (start.Length is < 4 or > 64 || !start.All(char.IsAsciiHexDigit))
            return DeliveryFaults.NoSuchRelease(mission, idOrStart);
        var found = await database.ReadAsync(session => session.QueryAsync(
            $"select {_release} from delivery_release where mission = {mission} and id >= {start} and id < {start + "g"} order by id limit 2",
            ReadRelease, ct), ct);
        return found.Count switch
        {
            0 => DeliveryFaults.NoSuchRelease(mission, idOrStart),
            1 => found[0],
            _ => DeliveryFaults.AmbiguousRelease(mission, idOrStart),
        };
    }

    /// <summary>The files of a release; bounded, because a folder is.</summary>
    public Task<List<ReleaseFile>> FilesAsync(Digest release, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select path, digest, size_bytes from delivery_file where release = {release} order by path limit {FolderArchive.MostFiles}",
            row => new ReleaseFile(row.Text(0), row.Digest(1), row.Number(2)), ct), ct);

    public Task<Digest?> FindFileAsync(Digest release, string path, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync<Digest?>(
            $"select digest from delivery_file where release = {release} and path = {path}", row => row.Digest(0), ct), ct);

    /// <summary>What has stood in an environment, newest first.</summary>
    public Task<List<Api.StandingView>> HistoryAsync(string mission, string environment, long beforeVersion, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select release, since, moved_by, how from delivery_standing
             where mission = {mission} and environment = {environment} and version < {beforeVersion}
             order by version desc limit {limit}
             """, row => new Api.StandingView(row.Text(0), row.Time(1), row.Text(2), row.Text(3)), ct), ct);

    /// <summary>
    /// Takes in a release whose blobs were put since <paramref name="since"/>, makes the mission if it is new, and lets
    /// dev point at it; all in one step or not at all.
    /// </summary>
    public Task<Result<Applied>> ApplyAsync(
        Release release, string description, IReadOnlyList<ReleaseFile> files, DateTimeOffset since, bool liftHold, CancellationToken ct) =>
        database.WriteAsync<Result<Applied>>(async work =>
        {
            // The stamp first: two applies of the same folder then see one another.
            var stamp = await work.StampAsync(ct);
            foreach (var digest in files.Select(f => f.Digest).Append(release.Id).Distinct())
            {
                if (!await work.ReferAsync(digest, since, ct))
                    return DeliveryFaults.SweptMeanwhile();
            }
            var dev = (await PointersAsync(work, release.Mission, ct)).Find(p => p.Environment == Rungs.Dev)
                ?? new Pointer(release.Mission, Rungs.Dev, null, null, null, null, 0);
            if (!Ladder.Apply(dev, release.Id, liftHold).TryGet(out var move, out var fault))
                return fault;
            await CreateMissionAsync(work, release, description, stamp, ct);
            var isNew = await InsertAsync(work, release, files, stamp, ct);
            var moved = move is null ? dev : await MoveAsync(work, dev, move, release.CreatedBy, ct);
            return new Applied(isNew ? release with { CreatedAt = stamp } : await ReloadAsync(work, release, ct), isNew, move is not null, moved);
        }, ct);

    /// <summary>Decides a move with the ladder's rules and makes it, as one compare-and-swap.</summary>
    public Task<Result<Moved>> MoveAsync(
        string mission, string environment, string by, Func<IReadOnlyList<Pointer>, IReadOnlyList<Digest>, Result<Move?>> decide, CancellationToken ct) =>
        database.WriteAsync<Result<Moved>>(async work =>
        {
            await work.StampAsync(ct);
            var pointers = await PointersAsync(work, mission, ct);
            if (pointers.Find(p => p.Environment == environment) is not { } pointer)
                return DeliveryFaults.NoSuchMission(mission);
            var history = await work.QueryAsync(
                $"select release from delivery_standing where mission = {mission} and environment = {environment} order by version desc limit 200",
                row => row.Digest(0), ct);
            if (!decide(pointers, history).TryGet(out var move, out var fault))
                return fault;
            return move is null
                ? new Moved(pointer, pointer.Release, false)
                : new Moved(await MoveAsync(work, pointer, move, by, ct), pointer.Release, true);
        }, ct);

    /// <summary>Which of these blobs a release names: its files, and its list itself.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct)
    {
        var hex = candidates.Select(d => d.Hex).ToList();
        return await session.QueryAsync(
            $"select digest from delivery_file where digest in {hex} union select id from delivery_release where id in {hex}", row => row.Digest(0), ct);
    }

    private static async Task CreateMissionAsync(UnitOfWork work, Release release, string description, DateTimeOffset stamp, CancellationToken ct)
    {
        var isNew = await work.ExecuteAsync(
            $"insert into delivery_mission values ({release.Mission}, {description}, {stamp}) on conflict (name) do nothing", ct) == 1;
        if (!isNew)
        {
            await work.ExecuteAsync($"update delivery_mission set description = {description} where name = {release.Mission}", ct);
            return;
        }
        foreach (var rung in Rungs.All)
            await work.ExecuteAsync($"insert into delivery_environment (mission, name, version) values ({release.Mission}, {rung}, 0)", ct);
        work.Tell(Entry.Of(DeliveryKinds.MissionCreated, new(release.Mission, null), $"missions/{release.Mission}", release.CreatedBy, new { description }));
    }

    private static async Task<bool> InsertAsync(
        UnitOfWork work, Release release, IReadOnlyList<ReleaseFile> files, DateTimeOffset stamp, CancellationToken ct)
    {
        var isNew = await work.ExecuteAsync(
            $"""
             insert into delivery_release values ({release.Mission}, {release.Id}, {stamp}, {release.CreatedBy}, {release.Files}, {release.SizeBytes})
             on conflict (mission, id) do nothing
             """, ct) == 1;
        if (!isNew)
            return false;
        foreach (var file in files)
            await work.ExecuteAsync(
                $"insert into delivery_file values ({release.Id}, {file.Path}, {file.Digest}, {file.SizeBytes}) on conflict (release, path) do nothing", ct);
        work.Tell(Entry.Of(DeliveryKinds.ReleaseMade, new(release.Mission, null), $"releases/{release.Id}", release.CreatedBy,
            new { release = release.Id.Hex, release.Files, release.SizeBytes }));
        return true;
    }

    private static async Task<Pointer> MoveAsync(UnitOfWork work, Pointer pointer, Move move, string by, CancellationToken ct)
    {
        var stamp = await work.StampAsync(ct);
        var moved = pointer with { Release = move.To, Since = stamp, MovedBy = by, HoldReason = move.HoldReason, Version = pointer.Version + 1 };
        var swapped = await work.ExecuteAsync(
            $"""
             update delivery_environment set release = {move.To}, since = {stamp}, moved_by = {by}, hold_reason = {move.HoldReason}, version = {moved.Version}
             where mission = {pointer.Mission} and name = {pointer.Environment} and version = {pointer.Version}
             """, ct);
        if (swapped != 1)
            throw new InvalidOperationException($"{pointer.Mission}/{pointer.Environment} moved under the stamp.");
        await work.ExecuteAsync(
            $"insert into delivery_standing values ({pointer.Mission}, {pointer.Environment}, {moved.Version}, {move.To}, {stamp}, {by}, {move.How})", ct);
        Tell(work, pointer, moved, move, by);
        work.Wake(IMissionReleases.Moved);
        return moved;
    }

    private static void Tell(UnitOfWork work, Pointer was, Pointer now, Move move, string by)
    {
        var (where, subject) = (new Scope(was.Mission, was.Environment), $"environments/{was.Environment}");
        if (was.HoldReason is not null)
            work.Tell(Entry.Of(DeliveryKinds.HoldLifted, where, subject, by, new { reason = was.HoldReason }));
        work.Tell(Entry.Of(DeliveryKinds.PointerMoved, where, subject, by,
            new { from = was.Release?.Hex, to = move.To.Hex, move.How, move.Reason, now.Version }));
        if (now.HoldReason is not null)
            work.Tell(Entry.Of(DeliveryKinds.HoldSet, where, subject, by, new { release = move.To.Hex, reason = now.HoldReason }));
    }

    private static async Task<Release> ReloadAsync(Session session, Release release, CancellationToken ct) =>
        (await session.FirstAsync($"select {_release} from delivery_release where mission = {release.Mission} and id = {release.Id}", ReadRelease, ct))!;

    private static async Task<List<Pointer>> PointersAsync(Session session, string mission, CancellationToken ct) =>
        InOrder(await session.QueryAsync($"select {_pointer} from delivery_environment where mission = {mission}", ReadPointer, ct));

    private static List<Pointer> InOrder(IEnumerable<Pointer> pointers)
    {
        var byName = pointers.ToDictionary(p => p.Environment);
        return [.. Rungs.All.Where(byName.ContainsKey).Select(rung => byName[rung])];
    }

    private static readonly SqlText _release = SqlText.Constant("mission, id, created_at, created_by, files, size_bytes");
    private static readonly SqlText _pointer = SqlText.Constant("mission, name, release, since, moved_by, hold_reason, version");

    private static Release ReadRelease(DbDataReader row) =>
        new(row.Text(0), row.Digest(1), row.Time(2), row.Text(3), row.Number(4), row.Number(5));

    private static Pointer ReadPointer(DbDataReader row) => new(
        row.Text(0), row.Text(1), row.DigestOrNull(2), row.TimeOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.Number(6));
}

/// <summary>What an apply did.</summary>
internal sealed record Applied(Release Release, bool IsNew, bool MovedDev, Pointer Dev);

/// <summary>What a move did.</summary>
internal sealed record Moved(Pointer Pointer, Digest? From, bool HasMoved);
