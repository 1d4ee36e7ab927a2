using System.Text.Json;

namespace Gantry.Pipelines;

/// <summary>A product of a type that is one of several that belong together.</summary>
internal sealed record GatherTask(string Mission, string Environment, string Type, Guid Product)
{
    public const string Queue = "pipelines.gather";

    public WorkOrder Order() => new(Queue, JsonSerializer.Serialize(this)) { AttemptsAllowed = int.MaxValue };

    public static GatherTask Read(string payload) => JsonSerializer.Deserialize<GatherTask>(payload)!;
}

/// <summary>Gathers products that belong together, and starts a run when all are there.</summary>
internal sealed class Gathering(IDatabase database, StandingPipelines standing, IProductShelf shelf, RunMaker maker, WorkQueue queue, TimeProvider clock)
{
    public async Task GatherAsync(WorkClaim claim, CancellationToken ct)
    {
        var task = GatherTask.Read(claim.Payload);
        var scope = new Scope(task.Mission, task.Environment);
        var members = new List<(StandingPipeline Pipeline, Trigger.OfProducts Trigger, string Member)>();
        foreach (var pipeline in (await standing.AllAsync(ct)).Where(s => s.Scope == scope))
        {
            foreach (var trigger in pipeline.Pipeline.Triggers.OfType<Trigger.OfProducts>().Where(t => t.Types.Contains(task.Type)))
            {
                // What lacks the attribute belongs with nothing.
                if ((trigger.By is null ? "" : await shelf.AttributeAsync(scope, task.Product, trigger.By, ct)) is { } member)
                    members.Add((pipeline, trigger, member));
            }
        }
        await database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            foreach (var (pipeline, trigger, member) in members)
                await AddAsync(work, pipeline, trigger, member, task, ct);
        }, ct);
    }

    private async Task AddAsync(UnitOfWork work, StandingPipeline pipeline, Trigger.OfProducts trigger, string member, GatherTask task, CancellationToken ct)
    {
        var (now, types) = (clock.GetUtcNow(), string.Join(' ', trigger.Types));
        // Two that complete a set at the same time would both see it incomplete, or both complete.
        if (work.Dialect.LockFor is { } lockFor)
            await work.ExecuteAsync(lockFor($"gather:{task.Mission}/{task.Environment}/{pipeline.Pipeline.Name}/{types}/{member}"), ct);
        var set = SqlText.Of($"mission = {task.Mission} and environment = {task.Environment} and pipeline = {pipeline.Pipeline.Name} and types = {types} and member = {member}");
        await work.ExecuteAsync($"delete from pipelines_gathered where {set} and gathered_at < {now - trigger.Within}", ct);
        await work.ExecuteAsync(
            $"""
             insert into pipelines_gathered values ({task.Mission}, {task.Environment}, {pipeline.Pipeline.Name}, {types}, {member}, {task.Type}, {task.Product}, {now})
             on conflict (mission, environment, pipeline, types, member, type, product) do nothing
             """, ct);
        var there = await work.QueryAsync(
            $"select type, product from pipelines_gathered where {set} order by gathered_at, product", row => (Type: row.Text(0), Product: row.Id(1)), ct);
        var first = there.GroupBy(t => t.Type).ToDictionary(g => g.Key, g => g.First().Product);
        if (first.Count < trigger.Types.Count || pipeline.Standard is not { } parameters)
            return;
        var products = trigger.Types.Select(type => first[type]).ToList();
        await work.ExecuteAsync($"delete from pipelines_gathered where {set} and product in {products.Select(p => p.ToString("D")).ToList()}", ct);
        await maker.PlaceAsync(work, [maker.Draft(pipeline.Scope, pipeline.Plan, RunCause.Products, new() { Products = products }, parameters, pipeline.Principal)], ct);
    }
}
