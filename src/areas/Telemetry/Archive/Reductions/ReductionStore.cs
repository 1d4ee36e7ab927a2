using System.Data.Common;

namespace Gantry.Telemetry;

/// <summary>A file of reductions: of some leaves, of the segments from one to another.</summary>
/// <param name="Step">The seconds of its buckets.</param>
/// <param name="Tier">How often reductions were joined to make it.</param>
internal sealed record ReductionPart(
    ChannelKey Channel, long Step, long FirstSeq, long LastSeq, int Number, int Tier, DateTimeOffset FirstAt, DateTimeOffset LastAt, LeafKey FirstLeaf, LeafKey LastLeaf, long Buckets, Digest Digest, long SizeBytes);

/// <summary>Where reductions are.</summary>
internal sealed class ReductionStore(IDatabase database)
{
    private static readonly SqlText _columns = SqlText.Constant(
        "mission, environment, channel, step, first_seq, last_seq, number, tier, first_at, last_at, first_leaf, last_leaf, buckets, digest, size_bytes");

    public static async Task AddAsync(UnitOfWork work, IEnumerable<ReductionPart> parts, CancellationToken ct)
    {
        foreach (var p in parts)
            await work.ExecuteAsync(
                $"""
                 insert into telemetry_reduction ({_columns})
                 values ({p.Channel.Mission}, {p.Channel.Environment}, {p.Channel.Name}, {p.Step}, {p.FirstSeq}, {p.LastSeq}, {p.Number}, {p.Tier}, {p.FirstAt}, {p.LastAt},
                         {p.FirstLeaf.ToString()}, {p.LastLeaf.ToString()}, {p.Buckets}, {p.Digest}, {p.SizeBytes})
                 """, ct);
    }

    /// <summary>All of a channel, of all steps in one state, in the order of the segments they are of.</summary>
    public Task<List<ReductionPart>> OfAsync(ChannelKey key, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_reduction
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} order by step, first_seq, number
         """, Read, ct), ct);

    /// <summary>Puts some in the place of others.</summary>
    /// <exception cref="FencedException">They are not there any more.</exception>
    public static async Task ReplaceAsync(UnitOfWork work, IReadOnlyList<ReductionPart> before, IReadOnlyList<ReductionPart> after, CancellationToken ct)
    {
        var (key, step) = (before[0].Channel, before[0].Step);
        var gone = await work.ExecuteAsync(
            $"""
             delete from telemetry_reduction where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and step = {step}
                 and first_seq >= {before[0].FirstSeq} and last_seq <= {before[^1].LastSeq}
             """, ct);
        if (gone != before.Count)
            throw new FencedException($"the reductions of {key} were joined by somebody else");
        await AddAsync(work, after, ct);
    }

    private static ReductionPart Read(DbDataReader row) => new(
        new(row.Text(0), row.Text(1), row.Text(2)), row.Number(3), row.Number(4), row.Number(5), (int)row.Number(6), (int)row.Number(7), row.Time(8), row.Time(9),
        LeafKey.Parse(row.Text(10)), LeafKey.Parse(row.Text(11)), row.Number(12), row.Digest(13), row.Number(14));
}
