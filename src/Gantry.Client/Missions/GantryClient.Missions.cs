using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Missions, their releases, and the ladder they climb.</summary>
public sealed partial class GantryClient
{
    public IAsyncEnumerable<MissionView> MissionsAsync(CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<MissionView>>(Paged.Query("api/v1/missions", ("after", after)), ct), ct);

    public Task<MissionView> MissionAsync(string mission, CancellationToken ct = default) => _sender.GetAsync<MissionView>(MissionPath(mission), ct);

    /// <summary>Makes a release of a folder and lets dev point at it. May be repeated: the same folder twice changes nothing.</summary>
    public async Task<AppliedView> ApplyAsync(
        string mission, MissionFolder folder, bool liftHold = false, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        var path = Paged.Query($"{EnvironmentPath(mission, Rungs.Dev)}/apply", ("liftHold", liftHold ? "true" : null));
        var sent = await folder.ReleaseIdAsync(ct);
        var applied = await SendFolderAsync<AppliedView>(path, folder, progress, ct);
        return applied.Release.Id == sent.Hex
            ? applied
            : throw new TransferDamagedException($"The folder {folder.Root} changed while it was sent: the server made release {applied.Release.Id} of it, which is not what is there now. Apply it again.");
    }

    /// <summary>Says what applying a folder would do.</summary>
    public Task<PlanView> PlanAsync(string mission, MissionFolder folder, IProgress<long>? progress = null, CancellationToken ct = default) =>
        SendFolderAsync<PlanView>($"{EnvironmentPath(mission, Rungs.Dev)}/plan", folder, progress, ct);

    /// <summary>A mission's releases, newest first.</summary>
    public IAsyncEnumerable<ReleaseView> ReleasesAsync(string mission, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<ReleaseView>>(Paged.Query($"{MissionPath(mission)}/releases", ("after", after)), ct), ct);

    public Task<ReleaseView> ReleaseAsync(string mission, string release, CancellationToken ct = default) =>
        _sender.GetAsync<ReleaseView>(ReleasePath(mission, release), ct);

    public async Task<IReadOnlyList<ReleaseFileView>> ReleaseFilesAsync(string mission, string release, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<ReleaseFileView>>(ReleasePath(mission, release) + "/files", ct)).Items;

    /// <summary>What changed from one release to another.</summary>
    public Task<DifferenceView> DifferenceAsync(string mission, string from, string to, CancellationToken ct = default) =>
        _sender.GetAsync<DifferenceView>(Paged.Query(ReleasePath(mission, to) + "/difference", ("from", from)), ct);

    /// <summary>Everything that has stood in an environment, newest first.</summary>
    public IAsyncEnumerable<StandingView> StandingsAsync(string mission, string environment, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<StandingView>>(Paged.Query($"{EnvironmentPath(mission, environment)}/history", ("after", after)), ct), ct);

    /// <summary>Moves what stands one rung below into an environment.</summary>
    public Task<MovedView> PromoteAsync(string mission, string environment, PromoteRequest? request = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<MovedView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/promote", request ?? new(), ct);

    /// <summary>Moves an environment back and holds it there.</summary>
    public Task<MovedView> RollbackAsync(string mission, string environment, RollbackRequest? request = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<MovedView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/rollback", request ?? new(), ct);

    private async Task<T> SendFolderAsync<T>(string path, MissionFolder folder, IProgress<long>? progress, CancellationToken ct) =>
        await _sender.ReadAsync<T>(await _sender.SendAsync(
            () => new(HttpMethod.Post, path) { Content = new FolderContent(folder, progress) }, Manner.Transfer, ct), ct);

    private static string MissionPath(string mission) => $"api/v1/missions/{Sender.Part("mission", mission)}";

    private static string EnvironmentPath(string mission, string environment) =>
        $"{MissionPath(mission)}/environments/{Sender.Part("environment", environment)}";

    private static string ReleasePath(string mission, string release) => $"{MissionPath(mission)}/releases/{Sender.Part("release", release)}";
}
