using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>Checks a table against what was declared of it: the accepted rows, the refused ones with their reasons, and a report.</summary>
internal static class CheckAction
{
    private const string Reference = "reference";

    public static async Task RunAsync(ActionOrder order, ActionVoice voice, CancellationToken ct)
    {
        var with = order.With<CheckWith>();
        if (order.Outputs.Keys.FirstOrDefault(o => o is not ("report" or "accepted" or "refused")) is { } unknown)
            throw new ActionMisusedException($"a check makes report, accepted and refused, and no '{unknown}'");
        var main = order.Inputs.Where(i => i.Key != Reference).ToList() is [var only] ? only.Value : throw new ActionMisusedException("one input is checked, beside the one named reference");
        var (accepted, isParquet) = (order.Outputs.GetValueOrDefault("accepted"), main.Files.Any(f => KindOf(f, with) == FileKind.Parquet));
        if (accepted is not null && (FileKinds.Of(accepted) == FileKind.Parquet) != isParquet)
            throw new ActionMisusedException($"accepted rows stay what they are: give '{accepted}' an ending of the kind of the input");
        CheckReport report;
        await using (var good = new AcceptedRows(isParquet ? null : accepted))
        await using (var bad = new RefusedRows(order.Outputs.GetValueOrDefault("refused")))
        {
            var check = new TableCheck(with, good, bad, voice) { RefusedNumbers = isParquet ? [] : null };
            if (isParquet)
                await ParquetCheck.RunAsync(order, main, check, accepted, ct);
            else
                foreach (var file in main.Files)
                    await check.ReadAsync(file, Path.GetFileName(file), KindOf(file, with) == FileKind.Json ? TableFormat.Json : TableFormat.Csv, ct);
            report = check.Report(await CompareAsync(order, main, with, ct));
        }
        if (order.Outputs.GetValueOrDefault("report") is { } path)
            await File.WriteAllTextAsync(path, report.ToJson(), ct);
        voice.Say(report.Sentence);
        if (!report.Passed)
            throw new ActionRefusedException(report.Sentence);
    }

    private static FileKind KindOf(string file, CheckWith with) => with.Format ?? FileKinds.Of(file)
        ?? throw new ActionRefusedException($"what {Path.GetFileName(file)} is cannot be told by its name; say format: csv (or json, parquet)");

    private static async Task<ComparisonResult?> CompareAsync(ActionOrder order, ActionInput main, CheckWith with, CancellationToken ct)
    {
        if (!order.Inputs.TryGetValue(Reference, out var reference))
            return null;
        if (main.Files is not [var file] || reference.Files is not [var other])
            throw new ActionRefusedException("one file is compared with one reference");
        await using var a = FileKinds.OpenRead(file);
        await using var b = FileKinds.OpenRead(other);
        return await Comparer.CompareAsync(a, b, (with.Reference ?? new CompareWith { As = Manner.Table }).Rules("the file", "the reference"), ct);
    }
}
