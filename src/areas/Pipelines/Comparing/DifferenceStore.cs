using System.Globalization;
using System.Text.Json;
using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>What comparisons found.</summary>
internal sealed class DifferenceStore(IDatabase database)
{
    public static async Task AddAsync(UnitOfWork work, Run run, Guid earlier, Guid batch, IReadOnlyList<FoundDifference> found, string? reason, CancellationToken ct)
    {
        await work.ExecuteAsync($"insert into pipelines_compared (run, batch, reason) values ({run.Id}, {batch}, {reason}) on conflict (run) do nothing", ct);
        await work.ExecuteSoonAsync(found.Select(f => SqlText.Of(
            $"""
             insert into pipelines_difference (run, step, output, place, batch, name, earlier, verdict, sentence, examples)
             values ({run.Id}, {f.Output.Step}, {f.Output.Output}, {f.Output.Place}, {batch}, {f.Output.Shown}, {earlier}, {f.Verdict}, {f.Sentence}, {JsonSerializer.Serialize(f.Examples)})
             on conflict (run, step, output, place) do nothing
             """)), ct);
    }

    /// <summary>By run, step, output and place, after a key.</summary>
    public Task<List<(string Key, ComparedView View)>> ListAsync(Guid batch, bool all, string after, int limit, CancellationToken ct)
    {
        var (run, step, output, place) = after.Split('~') is [var r, var s, var o, var p] && long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (r, s, o, n) : ("", "", "", -1L);
        var which = all ? SqlText.Of($"batch = {batch}") : SqlText.Of($"batch = {batch} and verdict <> 'same'");
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select run, earlier, step, output, name, verdict, sentence, examples, place from pipelines_difference
             where {which} and (run > {run} or (run = {run} and (step > {step} or (step = {step} and (output > {output} or (output = {output} and place > {place}))))))
             order by run, step, output, place limit {limit}
             """, row => ($"{row.Text(0)}~{row.Text(2)}~{row.Text(3)}~{row.Number(8)}", new ComparedView(
                row.Id(0), row.Id(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), JsonSerializer.Deserialize<List<string>>(row.Text(7))!) { Place = row.Number(8) }), ct), ct);
    }
}
