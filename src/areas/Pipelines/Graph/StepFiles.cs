using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>What steps read and made, as rows.</summary>
internal static class StepFiles
{
    private const int RowsAtOnce = 50;

    /// <summary>The inputs of steps that are ready, by step and input.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<StepFile>>>> InputsAsync(
        Session work, Run run, RunPlan plan, IReadOnlyList<RunStep> ready, IReadOnlyDictionary<string, StepState> states, CancellationToken ct)
    {
        string SourceOf(string step) => plan[step].Fallback is { } fallback && RunProgress.Broke(states.GetValueOrDefault(step)) ? fallback : step;
        var made = await MadeAsync(work, run.Id, [.. ready.SelectMany(r => SourcesOf(plan[r.Step])).Select(SourceOf).Distinct()], ct);
        var given = await GivenAsync(work, run.Id, [.. ready.Select(r => r.Step).Where(step => plan[step].Inputs.Any(i => i is not Input.FromStep)).Distinct()], ct);
        var inputs = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<StepFile>>>(StringComparer.Ordinal);
        foreach (var row in ready)
        {
            var step = plan[row.Step];
            var own = step.Inputs.ToDictionary(
                input => input.Name,
                input => Apart(input is Input.FromStep from ? [.. made[(SourceOf(from.Step), from.Output)]] : [.. given[(row.Step, input.Name)]]), StringComparer.Ordinal);
            if (StepItem.Read(row.Item) is { Place: { } place } && step.Each is { } each)
                own["item"] = [made[(SourceOf(each.Step), each.Output)].ElementAt(place)];
            inputs[row.Name] = own;
        }
        return inputs;
    }

    /// <summary>What steps made, by step and output; the parts of one that fanned out are taken together.</summary>
    public static async Task<ILookup<(string Step, string Output), StepFile>> MadeAsync(Session session, Guid run, IReadOnlyCollection<string> steps, CancellationToken ct) =>
        (steps.Count == 0 ? [] : await session.QueryAsync(
            $"""
             select of_step, output, name, digest, md5, size_bytes, product from pipelines_output
             where run = {run} and of_step in {steps} order by of_step, output, length(step), step, place
             """, row => (Key: (row.Text(0), row.Text(1)), File: ReadFile(row, 2)), ct)).ToLookup(r => r.Key, r => r.File);

    /// <summary>What one step of a run made, by output.</summary>
    public static Task<List<(string Output, StepFile File)>> MadeByAsync(Session session, Guid run, string step, CancellationToken ct) => session.QueryAsync(
        $"select output, name, digest, md5, size_bytes, product from pipelines_output where run = {run} and step = {step} order by output, place",
        row => (row.Text(0), ReadFile(row, 1)), ct);

    /// <summary>The name of the product that started a run, or the one that it repeats.</summary>
    public static async Task<string?> TriggerNameAsync(Session session, Run run, CancellationToken ct) =>
        Because.Read(run.Because) is { Products.Count: 0, Run: null } ? null : await session.FirstAsync($"select name from pipelines_input where run = {run.Id} and step = '' order by input, place limit 1", row => row.TextOrNull(0), ct);

    /// <summary>Fixes what a run reads that none of its steps makes. The empty step stands for what started it.</summary>
    public static async Task GiveAsync(UnitOfWork work, Guid run, IReadOnlyList<(string Step, string Input, IReadOnlyList<StepFile> Files)> given, CancellationToken ct)
    {
        var rows = given.SelectMany(g => g.Files.Select((file, place) => SqlText.Of(
            $"({run}, {g.Step}, {g.Input}, {place}, {file.Blob.Digest}, {file.Blob.Md5}, {file.Blob.SizeBytes}, {file.Name}, {file.Product})")));
        foreach (var some in rows.Chunk(RowsAtOnce))
            await work.ExecuteSoonAsync($"insert into pipelines_input (run, step, input, place, digest, md5, size_bytes, name, product) values {SqlText.Join(", ", some)}", ct);
    }

    /// <summary>What a step that was done made.</summary>
    public static async Task MakeAsync(UnitOfWork work, Run run, RunStep step, IReadOnlyList<MadeFile> made, CancellationToken ct)
    {
        var rows = made.Select(m => SqlText.Of(
            $"({run.Id}, {step.Name}, {step.Step}, {m.Output}, {m.Place}, {m.Blob.Digest}, {m.Blob.Md5}, {m.Blob.SizeBytes}, {m.Name}, {m.OfferedAs}, {m.Type})"));
        foreach (var some in rows.Chunk(RowsAtOnce))
            await work.ExecuteSoonAsync($"insert into pipelines_output (run, step, of_step, output, place, digest, md5, size_bytes, name, offered_as, type) values {SqlText.Join(", ", some)}", ct);
    }

    /// <summary>What other steps made stands for what these would make.</summary>
    public static async Task CopyMadeAsync(UnitOfWork work, Run run, IReadOnlyList<(RunStep Row, Guid Run, string Step)> taken, CancellationToken ct)
    {
        foreach (var some in taken.Select(t => SqlText.Of($"({t.Row.Name}, {t.Row.Step}, {t.Run}, {t.Step})")).Chunk(RowsAtOnce))
        {
            await work.ExecuteSoonAsync(
                $"""
                 with taken (for_step, for_of_step, from_run, from_step) as (values {SqlText.Join(", ", some)})
                 insert into pipelines_output (run, step, of_step, output, place, digest, md5, size_bytes, name, offered_as, type)
                 select {run.Id}, for_step, for_of_step, output, place, digest, md5, size_bytes, name, offered_as, type
                 from taken join pipelines_output on run = from_run and step = from_step
                 """, ct);
        }
    }

    /// <summary>The orders that offer what steps made as products; a run that only compares offers nothing.</summary>
    public static async Task<IReadOnlyList<WorkOrder>> OffersAsync(UnitOfWork work, Run run, RunPlan plan, IReadOnlyList<RunStep> steps, CancellationToken ct)
    {
        var names = steps.Where(s => plan[s.Step].Outputs.Any(o => o.Type is not null)).Select(s => s.Name).ToList();
        if (names.Count == 0 || Because.Read(run.Because).IsShadow)
            return [];
        var offers = await work.QueryAsync(
            $"select step, output, place from pipelines_output where run = {run.Id} and step in {names} and type is not null order by step, output, place",
            row => new StepTask(OrderKind.Offer, run.Id, row.Text(0), row.Text(1), (int)row.Number(2)), ct);
        await RunStore.OpenAsync(work, run.Id, offers.Count, ct);
        return offers.ConvertAll(offer => offer.Order(run.Priority));
    }

    private static IEnumerable<string> SourcesOf(Step step) =>
        step.Inputs.OfType<Input.FromStep>().Select(i => i.Step).Concat(step.Each is { } each ? [each.Step] : []);

    private static async Task<ILookup<(string Step, string Input), StepFile>> GivenAsync(Session session, Guid run, IReadOnlyCollection<string> steps, CancellationToken ct) =>
        (steps.Count == 0 ? [] : await session.QueryAsync(
            $"select step, input, name, digest, md5, size_bytes, product from pipelines_input where run = {run} and step in {steps} order by step, input, place",
            row => (Key: (row.Text(0), row.Text(1)), File: ReadFile(row, 2)), ct)).ToLookup(r => r.Key, r => r.File);

    // In one folder no two files have the same name.
    public static IReadOnlyList<StepFile> Apart(IReadOnlyList<StepFile> files) =>
        files.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() == files.Count ? files : [.. files.Select((file, i) => file with { Name = $"{i:D5}-{file.Name}" })];

    private static StepFile ReadFile(DbDataReader row, int i) => new(row.Text(i), new(row.Digest(i + 1), row.Text(i + 2), row.Number(i + 3)), row.IdOrNull(i + 4));
}

/// <summary>A file that an attempt made.</summary>
internal sealed record MadeFile(string Output, int Place, string Name, Blob Blob, string? Type, string? OfferedAs);
