namespace Gantry.Pipelines;

/// <summary>A pipeline of a release, ready to be walked: who waits for whom, which files each step sees. A release never changes, so neither does this.</summary>
internal sealed class RunPlan
{
    private readonly Dictionary<string, Step> _steps;
    private readonly Dictionary<string, string> _standsInFor;
    private readonly ILookup<string, string> _dependents;
    private readonly IReadOnlyDictionary<string, ReleaseFile> _files;
    private readonly ReleaseFiles _paths;

    public RunPlan(Pipeline pipeline, Digest release, IReadOnlyList<ReleaseFile> files)
    {
        (Pipeline, Release) = (pipeline, release);
        _steps = pipeline.Steps.ToDictionary(s => s.Name, StringComparer.Ordinal);
        _standsInFor = pipeline.Steps.Where(s => s.Fallback is not null).ToDictionary(s => s.Fallback!, s => s.Name, StringComparer.Ordinal);
        _dependents = pipeline.Steps.SelectMany(s => s.Needs.Select(need => (need, s.Name))).ToLookup(p => p.need, p => p.Name, StringComparer.Ordinal);
        _files = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        _paths = new(_files.Keys);
    }

    public Pipeline Pipeline { get; }

    public Digest Release { get; }

    public Step this[string step] => _steps[step];

    public bool Has(string step) => _steps.ContainsKey(step);

    /// <summary>The steps that read what this one makes, or wait for it.</summary>
    public IEnumerable<string> DependentsOf(string step) => _dependents[step];

    /// <summary>Whether a step, or what stands in for it, must be done for another to be done.</summary>
    public bool IsNeededFor(string wanted, string step)
    {
        var (needed, line) = (new HashSet<string>(StringComparer.Ordinal) { wanted }, new Queue<string>([wanted]));
        while (line.TryDequeue(out var next))
        {
            foreach (var need in _steps[next].Needs.Concat(_steps[next].Fallback is { } fallback ? [fallback] : []).Where(needed.Add))
                line.Enqueue(need);
        }
        return needed.Contains(step);
    }

    /// <summary>The step for which this one is the fallback.</summary>
    public string? StandsInFor(string step) => _standsInFor.GetValueOrDefault(step);

    /// <summary>How many others a step waits for.</summary>
    public int OpenOf(Step step) => step.Needs.Count + (_standsInFor.ContainsKey(step.Name) ? 1 : 0);

    /// <summary>The files of the release that a step sees, by path.</summary>
    public IReadOnlyList<ReleaseFile> FilesOf(Step step) =>
        [.. step.Files.SelectMany(_paths.Of).Distinct().Order(StringComparer.Ordinal).Select(path => _files[path])];

    /// <summary>Whether an input is one file whatever happens, or any number of them.</summary>
    public bool IsMany(Input input) => input switch
    {
        Input.FromTrigger => false,
        Input.Newest newest => newest.Count > 1,
        Input.FromStep from => _steps[from.Step] is var step && (IsFanned(step) || step.Outputs.First(o => o.Name == from.Output).IsMany),
        _ => true,
    };

    public static bool IsFanned(Step step) => step.Each is not null || step.Matrix.Count > 0;
}
