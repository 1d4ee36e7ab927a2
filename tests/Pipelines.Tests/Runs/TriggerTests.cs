using Gantry.TestKit;

namespace Gantry.Pipelines.Tests.Runs;

public class TriggerTests
{
    private static readonly EntryKind _published = new(IProductShelf.Published, "As the Hub tells it.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_product_of_a_type_starts_a_run_and_others_do_not()
    {
        await using var house = await House.StartAsync("""
            name: night
            start: [{ product: OBS }]
            steps: { use: { in: { obs: trigger }, run: "cp $IN_OBS $OUT_X", out: { x: x } } }
            """);
        await house.FollowsAsync();
        await PublishAsync(house, "a.obs", "OBS");
        await PublishAsync(house, "b.csv", "TABLE");
        await PublishAsync(house, "c.obs", "OBS");

        var runs = await EndedAsync(house, 2);
        Assert.All(runs, run => Assert.Equal((RunState.Passed, RunCause.Product, "pipelines/night"), (run.State, run.Cause, run.Principal)));
        Assert.Equal(["a.obs", "c.obs"], (await Task.WhenAll(runs.Select(r => house.MadeAsync(r.Id, "use", "x")))).Order());
    }

    [Fact]
    public async Task A_set_starts_one_run_when_it_is_complete()
    {
        await using var house = await House.StartAsync("""
            name: night
            start: [{ products: [OBS, TABLE], by: night }]
            steps: { use: { in: { obs: { trigger: OBS }, table: { trigger: TABLE } }, run: "cat $IN_OBS $IN_TABLE > $OUT_X", out: { x: x } } }
            """);
        await house.FollowsAsync();
        // The shelf of these tests takes what stands before the underscore for the attribute.
        await PublishAsync(house, "n1_a", "OBS");
        await PublishAsync(house, "n2_b", "TABLE");
        await PublishAsync(house, "n1_c", "TABLE");

        var run = Assert.Single(await EndedAsync(house, 1));
        Assert.Equal(RunCause.Products, run.Cause);
        Assert.Equal("n1_an1_c", await house.MadeAsync(run.Id, "use", "x"));
    }

    [Fact]
    public async Task What_was_due_while_nobody_was_there_is_made_up_for_once()
    {
        await using var house = await House.StartAsync("""
            name: night
            start: [{ at: "0 0 1 1 *", zone: Europe/Rome }]
            steps: { use: { run: "true" } }
            """);
        await Eventually.HoldsAsync(async () => await house.Database.ReadAsync(s => s.FirstAsync($"select count(*) from pipelines_due", row => row.Number(0), Ct), Ct) == 1, "it is noted when it is due");
        await house.Database.WriteAsync(work => work.ExecuteAsync($"update pipelines_due set due_at = {DateTimeOffset.UnixEpoch.AddYears(55)}", Ct), Ct);

        var run = Assert.Single(await EndedAsync(house, 1));
        Assert.Equal((RunCause.Times, RunState.Passed), (run.Cause, run.State));
        var next = await house.Database.ReadAsync(s => s.FirstAsync($"select due_at from pipelines_due", row => row.Time(0), Ct), Ct);
        Assert.Equal((1, 1, 0), (next.AddHours(1).Month, next.AddHours(1).Day, next.AddHours(1).Hour));
    }

    [Fact]
    public async Task What_is_not_fresh_is_made_anew_and_not_without_end()
    {
        await using var house = await House.StartAsync("""
            name: night
            fresh: { within: 1h }
            steps: { use: { run: "true" } }
            """);
        Assert.Equal(RunCause.Fresh, Assert.Single(await EndedAsync(house, 1)).Cause);
        await house.Database.WriteAsync(work => work.ExecuteAsync($"update pipelines_run set ended_at = {DateTimeOffset.UnixEpoch}", Ct), Ct);
        Assert.Equal(2, (await EndedAsync(house, 2)).Count);
    }

    private static async Task PublishAsync(House house, string name, string type)
    {
        var product = await house.Shelf.PutAsync(name, type, name);
        await house.Database.WriteAsync(work =>
        {
            work.Tell(Entry.Of(_published, House.Ops, $"products/{product.Id}", "somebody", new { name, type, sha256 = product.Blob.Digest.Hex }));
            return Task.CompletedTask;
        }, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Run>> EndedAsync(House house, int count)
    {
        var newest = Guid.AllBitsSet;
        await Eventually.HoldsAsync(async () => (await house.Runs.ListAsync(new("demo", "ops"), newest, 100, Ct)).Count(r => r.HasEnded) >= count, $"{count} runs ended");
        return await house.Runs.ListAsync(new("demo", "ops"), newest, 100, Ct);
    }
}
