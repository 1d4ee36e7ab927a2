using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>Offers what steps made as products, and notes what became of it.</summary>
internal sealed class Offering(IDatabase database, RunStore runs, PipelineBook book, IProductShelf shelf, RunEnding ending, WorkQueue queue, TimeProvider clock)
{
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(2);

    public async Task<TimeSpan?> OfferAsync(WorkClaim claim, StepTask task, CancellationToken ct)
    {
        var run = await runs.FindAsync(task.Run, ct);
        var made = await database.ReadAsync(session => session.FirstAsync(
            $"""
             select offered_as, type, digest, md5, size_bytes, of_step from pipelines_output
             where run = {task.Run} and step = {task.Step} and output = {task.Output} and place = {task.Place}
             """, Read, ct), ct);
        if (run is null || made is null)
        {
            await database.WriteAsync(work => queue.FinishAsync(work, claim, ct), ct);
            return null;
        }
        var plan = await book.FindAsync(run.Release, run.Pipeline, ct);
        var offer = new ProductOffer(run.Scope, made.Name, made.Type, made.Blob, $"{run.Subject}/steps/{task.Step}", run.Principal) { QuicklookOf = await ShownAsync(run, plan, made, task, ct) };
        var outcome = await shelf.OfferAsync(offer, ct);
        // The scanner is away, say; the run is not over before it is known what became of everything.
        if (outcome.Waits)
            return _again;
        await database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            if (await RunStore.HoldAsync(work, run.Id, ct) is not { } held)
                return;
            await work.ExecuteAsync(
                $"""
                 update pipelines_output set offer = {(outcome.Product is null ? "Refused" : "Published")}, product = {outcome.Product}, reason = {outcome.Reason}
                 where run = {task.Run} and step = {task.Step} and output = {task.Output} and place = {task.Place}
                 """, ct);
            if (outcome.Product is null)
                await RunStore.RefusedAsync(work, run.Id, ct);
            await RunStore.OpenAsync(work, run.Id, -1, ct);
            await ending.EndIfDoneAsync(work, held, plan!, clock.GetUtcNow(), ct);
            work.Wake(RunStore.Topic(run.Id));
        }, ct);
        return null;
    }

    /// <summary>The name of the product that this one shows; of a step that was done many times, what the same one made goes first.</summary>
    private async Task<string?> ShownAsync(Run run, RunPlan? plan, Made made, StepTask task, CancellationToken ct)
    {
        if (plan?[made.Step].Outputs.FirstOrDefault(o => o.Name == task.Output)?.QuicklookOf is not { } shown)
            return null;
        if (shown == "trigger")
            return await database.ReadAsync(session => StepFiles.TriggerNameAsync(session, run, ct), ct);
        var (step, output) = shown.Split('.') is [var other, var its] ? (other, its) : (made.Step, shown);
        var names = await database.ReadAsync(session => session.QueryAsync(
            $"select offered_as, step from pipelines_output where run = {run.Id} and of_step = {step} and output = {output} and offered_as is not null order by step, place",
            row => (Name: row.Text(0), Step: row.Text(1)), ct), ct);
        var item = task.Step.IndexOf('[', StringComparison.Ordinal) is >= 0 and var at ? task.Step[at..] : "";
        return names.Where(n => n.Step == step + item).Concat(names).Select(n => n.Name).FirstOrDefault();
    }

    private sealed record Made(string Name, string Type, Blob Blob, string Step);

    private static Made Read(DbDataReader row) => new(row.Text(0), row.Text(1), new(row.Digest(2), row.Text(3), row.Number(4)), row.Text(5));
}
