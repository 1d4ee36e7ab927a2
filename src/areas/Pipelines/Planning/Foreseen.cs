namespace Gantry.Pipelines;

/// <summary>What is known of a run that is not one yet: what steps would find, as far as nothing need be done for it.</summary>
internal sealed class Foreseen(ILookup<(string Step, string Input), IReadOnlyList<StepFile>> given)
{
    private static readonly StepItem?[] _once = [null];

    private readonly Dictionary<(string Step, string Output), List<StepFile>> _made = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    public bool IsSkipped(string step) => _skipped.Contains(step);

    public void Skip(string step) => _skipped.Add(step);

    /// <summary>It will be done, and what it makes is not known.</summary>
    public void Leave(string step) => _open.Add(step);

    public void Make(string step, IEnumerable<(string Output, StepFile File)> made)
    {
        foreach (var files in made.GroupBy(m => m.Output, m => m.File))
            _made[(step, files.Key)] = [.. files];
    }

    /// <summary>A step that is yet to be done and whose outputs this one reads.</summary>
    public string? FirstOpen(Step step) =>
        step.Inputs.OfType<Input.FromStep>().Select(i => i.Step).Concat(step.Each is { } each ? [each.Step] : []).FirstOrDefault(_open.Contains);

    // What will be done is taken to pass.
    public string? VerdictOf(string step) => IsSkipped(step) ? "skipped" : "passed";

    /// <summary>What a step is done for; one null when it is done once, and null when that cannot be known.</summary>
    public IReadOnlyList<StepItem?>? Items(Step step) => step switch
    {
        { Each: { ByLine: true } } => null,
        { Each: { } each } => [.. FilesOf(each.Step, each.Output).Select((file, i) => new StepItem(i) { Place = i, Name = file.Name })],
        { Matrix.Count: > 0 } => StepDecision.Combinations(step),
        _ => _once,
    };

    public IReadOnlyDictionary<string, IReadOnlyList<StepFile>> InputsOf(Step step, StepItem? item)
    {
        var inputs = step.Inputs.ToDictionary(
            input => input.Name, input => StepFiles.Apart(input is Input.FromStep from ? FilesOf(from.Step, from.Output) : [.. given[(step.Name, input.Name)].SelectMany(f => f)]), StringComparer.Ordinal);
        if (item?.Place is { } place && step.Each is { } each)
            inputs["item"] = [FilesOf(each.Step, each.Output)[place]];
        return inputs;
    }

    private IReadOnlyList<StepFile> FilesOf(string step, string output) => _made.GetValueOrDefault((step, output)) ?? [];
}
