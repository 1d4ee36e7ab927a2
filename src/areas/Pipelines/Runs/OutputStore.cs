using System.Data.Common;
using System.Globalization;
using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>What steps made, for those who look.</summary>
internal sealed class OutputStore(IDatabase database)
{
    /// <summary>By step, output and place, after a key.</summary>
    public async Task<List<(string Key, RunOutputView View)>> ListAsync(Guid run, string after, int limit, CancellationToken ct)
    {
        var (step, output, place) = after.Split('~') is [var s, var o, var p] && long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (s, o, n) : ("", "", -1L);
        return await database.ReadAsync(session => session.QueryAsync(
            $"""
             select step, output, name, digest, size_bytes, offered_as, type, offer, product, reason, place from pipelines_output
             where run = {run} and (step > {step} or (step = {step} and (output > {output} or (output = {output} and place > {place}))))
             order by step, output, place limit {limit}
             """, Read, ct), ct);
    }

    public Task<StepFile?> FindAsync(Guid run, string step, string output, int place, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"""
             select name, digest, md5, size_bytes, product from pipelines_output
             where run = {run} and step = {step} and output = {output} order by place limit 1 offset {place}
             """, row => new StepFile(row.Text(0), new(row.Digest(1), row.Text(2), row.Number(3)), row.IdOrNull(4)), ct), ct);

    private static (string, RunOutputView) Read(DbDataReader row) => ($"{row.Text(0)}~{row.Text(1)}~{row.Number(10)}", new(
        row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7)?.ToLowerInvariant(), row.IdOrNull(8), row.TextOrNull(9)));
}
