using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>A product and the step of a run that made it, or that read it.</summary>
internal sealed record MadeBy(Guid Product, string Name, string? Type, Guid Run, string Step, string Output);

/// <summary>From products to runs and back.</summary>
internal sealed class LineageStore(IDatabase database)
{
    private const int Most = 500;

    /// <summary>Who made these products. One that was offered again names each run that made the same.</summary>
    public Task<List<MadeBy>> MakersAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select o.product, coalesce(o.offered_as, o.name), o.type, o.run, o.step, o.output from pipelines_output o join pipelines_run r on r.id = o.run
         where o.product in {Texts(products)} and r.mission = {scope.Mission} and r.environment = {scope.Environment} order by o.run, o.step limit {Most}
         """, Read, ct), ct);

    /// <summary>The products that runs read: what they came with, and what they looked up.</summary>
    public Task<List<MadeBy>> ReadByAsync(IReadOnlyCollection<Guid> runs, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select product, name, null, run, step, input from pipelines_input where run in {Texts(runs)} and product is not null order by run, step, input, place limit {Most}
         """, Read, ct), ct);

    /// <summary>The runs that read these products.</summary>
    public Task<List<MadeBy>> ReadersAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select i.product, i.name, null, i.run, i.step, i.input from pipelines_input i join pipelines_run r on r.id = i.run
         where i.product in {Texts(products)} and r.mission = {scope.Mission} and r.environment = {scope.Environment} order by i.run, i.step limit {Most}
         """, Read, ct), ct);

    /// <summary>The products that runs made.</summary>
    public Task<List<MadeBy>> MadeAsync(IReadOnlyCollection<Guid> runs, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select product, coalesce(offered_as, name), type, run, step, output from pipelines_output where run in {Texts(runs)} and product is not null order by run, step, output, place limit {Most}
         """, Read, ct), ct);

    private static List<string> Texts(IEnumerable<Guid> ids) => [.. ids.Select(id => id.ToString("D"))];

    private static MadeBy Read(DbDataReader row) => new(row.Id(0), row.Text(1), row.TextOrNull(2), row.Id(3), row.Text(4), row.Text(5));
}
