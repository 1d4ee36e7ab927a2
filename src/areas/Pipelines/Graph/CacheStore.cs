namespace Gantry.Pipelines;

/// <summary>What was made before, by the key of everything that went into it. Only workers write here.</summary>
internal static class CacheStore
{
    private const int KeysAtOnce = 500;

    public static async Task<IReadOnlyDictionary<string, (Guid Run, string Step)>> FindAsync(Session session, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var found = new Dictionary<string, (Guid, string)>(StringComparer.Ordinal);
        foreach (var some in keys.Distinct().Chunk(KeysAtOnce))
        {
            foreach (var (key, run, step) in await session.QueryAsync(
                $"select key, run, made_by from pipelines_cache where key in {some}", row => (row.Text(0), row.Id(1), row.Text(2)), ct))
                found[key] = (run, step);
        }
        return found;
    }

    /// <summary>Notes what made a result. The last one counts, because its outputs are kept the longest.</summary>
    public static Task NoteAsync(UnitOfWork work, Run run, RunStep step, string parts, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteSoonAsync(
            $"""
             insert into pipelines_cache (key, mission, pipeline, step, parts, run, made_by, made_at)
             values ({step.CacheKey}, {run.Mission}, {run.Pipeline}, {step.Step}, {parts}, {run.Id}, {step.Name}, {now})
             on conflict (key) do update set run = excluded.run, made_by = excluded.made_by, made_at = excluded.made_at
             """, ct);
}
