using System.Text;
using Gantry.Api;

namespace Gantry.Delivery;

/// <summary>Turns a folder that arrived into a release, or says what it would do.</summary>
internal sealed class ReleaseMaker(
    IDatabase database, IBlobStore blobs, ReleaseStore store, IReadOnlyList<IMissionPart> parts)
{
    public async Task<Result<AppliedView>> ApplyAsync(string mission, Stream archive, bool liftHold, string by, CancellationToken ct)
    {
        var since = await database.LastStampAsync(ct);
        var arrived = await FolderArchive.ReadAsync(archive, (bytes, c) => blobs.PutAsync(bytes, Expected.Nothing, c), ct);
        if (!arrived.TryGet(out var folder, out var bad))
            return bad;
        if (Refuse(mission, folder) is { } refusal)
            return refusal;
        var manifest = Encoding.UTF8.GetBytes(ReleaseManifest.Text(folder.Files));
        await blobs.PutAsync(new MemoryStream(manifest), new Expected(folder.Id), ct);

        var before = await store.StandingAsync(mission, Rungs.Dev, ct);
        var release = new Release(mission, folder.Id, since, by, folder.Files.Count, folder.Files.Sum(f => f.SizeBytes));
        var description = MissionDeclaration.Read(folder.Contents).Description;
        if (!(await store.ApplyAsync(release, description, folder.Files, since, liftHold, ct)).TryGet(out var applied, out var fault))
            return fault;
        return new AppliedView(
            applied.Release.View([applied.Dev]), applied.IsNew, applied.MovedDev,
            Difference.Between(await FilesAsync(before, ct), folder.Files));
    }

    public async Task<Result<PlanView>> PlanAsync(string mission, Stream archive, CancellationToken ct)
    {
        var arrived = await FolderArchive.ReadAsync(archive, (bytes, c) => HashingPump.PumpAsync(bytes, (_, _) => ValueTask.CompletedTask, c), ct);
        if (!arrived.TryGet(out var folder, out var bad))
            return bad;
        if (Refuse(mission, folder) is { } refusal)
            return refusal;
        var found = await store.FindMissionAsync(mission, ct);
        var dev = found?.Pointers.Find(p => p.Environment == Rungs.Dev);
        var isNew = (await store.FindReleaseAsync(mission, folder.Id.Hex, ct)).Fault is not null;
        var blocked = dev is null ? null : Ladder.Apply(dev, folder.Id, liftHold: false).Fault?.Message;
        return new PlanView(
            mission, folder.Id.Hex, dev?.Release?.Hex, isNew, Difference.Between(await FilesAsync(dev?.Release, ct), folder.Files), blocked);
    }

    private async Task<IReadOnlyList<ReleaseFile>> FilesAsync(Digest? release, CancellationToken ct) =>
        release is { } id ? await store.FilesAsync(id, ct) : [];

    private Fault? Refuse(string mission, ArrivedFolder folder)
    {
        if (MissionCheck.Run(parts, folder.Contents) is { Count: > 0 } findings)
            return DeliveryFaults.FolderRefused(mission, findings);
        var declared = MissionDeclaration.Read(folder.Contents).Name;
        return declared == mission ? null : DeliveryFaults.WrongMission(mission, declared);
    }
}
