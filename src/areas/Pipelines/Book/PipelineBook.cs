using System.Collections.Concurrent;

namespace Gantry.Pipelines;

/// <summary>The pipelines of each release, read once: a release never changes.</summary>
internal sealed class PipelineBook(IMissionReleases releases, BuiltInProgram program)
{
    private const int KeptReleases = 128;

    private readonly ConcurrentDictionary<Digest, IReadOnlyDictionary<string, RunPlan>> _byRelease = new();

    public async Task<IReadOnlyDictionary<string, RunPlan>> OfAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        return _byRelease.GetOrAdd(release, await ReadAsync(release, ct));
    }

    public async Task<RunPlan?> FindAsync(Digest release, string pipeline, CancellationToken ct) =>
        (await OfAsync(release, ct)).GetValueOrDefault(pipeline);

    private async Task<IReadOnlyDictionary<string, RunPlan>> ReadAsync(Digest release, CancellationToken ct)
    {
        var files = await releases.FilesAsync(release, ct);
        var paths = new ReleaseFiles(files.Select(f => f.Path));
        var actions = new Dictionary<string, ActionFile>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => ActionsFolder.IsAction(f.Path)))
        {
            if (ActionsFolder.TryRead(await releases.ReadFileAsync(release, file.Path, ct), file.Path, paths) is { } action)
                actions[action.Name] = action;
        }
        var plans = new Dictionary<string, RunPlan>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => PipelinesFolder.IsPipeline(f.Path)))
        {
            var pipeline = PipelinesFolder.Read(await releases.ReadFileAsync(release, file.Path, ct), file.Path, paths);
            var steps = new List<Step>();
            foreach (var step in pipeline.Steps)
            {
                steps.Add(BuiltIn.Find(step.Uses) is { } builtIn ? builtIn.Applied(step, await program.ReadDigestAsync())
                    : step.Uses is { } uses && actions.TryGetValue(uses, out var action) ? action.Applied(step)
                    : step);
            }
            plans[pipeline.Name] = new(pipeline with { Steps = steps }, release, files);
        }
        return plans;
    }
}
