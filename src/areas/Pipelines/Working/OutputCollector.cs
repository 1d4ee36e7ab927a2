namespace Gantry.Pipelines;

/// <summary>Takes what an attempt made from its declared places into the lake.</summary>
internal sealed class OutputCollector(IBlobStore blobs)
{
    private const int MostFiles = 100_000;

    /// <summary>What was made, or in words why the attempt did not do what it declares.</summary>
    public async Task<(IReadOnlyList<MadeFile> Made, string? Wrong)> CollectAsync(string folder, Step step, Run run, StepItem? item, string? trigger, CancellationToken ct)
    {
        var place = Path.Combine(folder, StepSituation.Out);
        if (RegularFiles.WhyNot(folder, StepSituation.Out) is { } odd && !odd.EndsWith("no plain file", StringComparison.Ordinal))
            return ([], $"the folder of outputs is gone: {odd}");
        var made = new List<MadeFile>();
        foreach (var output in step.Outputs)
        {
            var (below, pattern) = (Path.GetDirectoryName(output.Path)!, Path.GetFileName(output.Path));
            IReadOnlyList<string> names = output.IsMany ? RegularFiles.Matching(place, below, pattern) : [pattern];
            if (made.Count + names.Count > MostFiles)
                return ([], $"it made more than {MostFiles} files");
            if (!output.IsMany && RegularFiles.WhyNot(place, output.Path) is { } why)
            {
                if (output.IsOptional)
                    continue;
                return ([], $"it did not make its output '{output.Name}' ({output.Path}): {why}");
            }
            foreach (var name in names)
            {
                await using var content = new FileStream(Path.Combine(place, below, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
                var blob = await blobs.PutAsync(content, Expected.Nothing, ct);
                made.Add(new(output.Name, made.Count, name, blob, output.Type, output.Type is null ? null : NameOf(output, name, run, item, trigger)));
            }
        }
        return (made, null);
    }

    private static string NameOf(Output output, string name, Run run, StepItem? item, string? trigger)
    {
        if (output.As is null)
            return name;
        var values = new RunValues(run, item, trigger);
        return Template.Fill(output.As, place => place switch { "name" => name, "stem" => Path.GetFileNameWithoutExtension(name), _ => values.Find(place) });
    }
}
