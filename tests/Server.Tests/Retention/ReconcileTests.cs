using System.Net;
using Gantry.Api;
using Gantry.Hub;
using Gantry.Server.Tests.Sources;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Retention;

public abstract class ReconcileTests(SharedHouse fixture) : IDisposable
{
    private readonly Grounds _grounds = new(fixture.House);
    private readonly TempFolder _folder = new("source");

    // The writer of the database runs units on a thread that knows of no test.
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private async Task StandAsync()
    {
        var source = $"name: inbox\nkind: folder\nfolder: {_folder.Path}\nenvironments: [ops]\nsettle: 0s\n";
        var answer = await fixture.House.ApplyAsync(_grounds.Mission, House.Mission(_grounds.Mission), ("types.yaml", House.DefaultTypes), ("sources/inbox.yaml", source));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(_ct));
        (await fixture.House.PromoteAsync(_grounds.Mission, "aiv")).EnsureSuccessStatusCode();
        (await fixture.House.PromoteAsync(_grounds.Mission, "ops")).EnsureSuccessStatusCode();
    }

    private static FoundView? Of(ReconciliationView run, string kind) => run.Found.FirstOrDefault(f => f.Kind == kind);

    private Task ComesAsync(string name) => Eventually.HoldsAsync(() => _grounds.IsThereAsync(name), $"{name} is published");

    [Fact]
    public async Task Finds_nothing_where_everything_fits()
    {
        await StandAsync();
        SourceHouse.Drop(_folder, "a.txt", "from the source");
        await ComesAsync("a.txt");
        await _grounds.PutAsync("b.bin", "by hand");
        var run = await _grounds.ReconcileAsync(deep: true);
        Assert.Equal("done", run.State);
        Assert.DoesNotContain(run.Found, f => f.IsWrong);
        Assert.Equal((2, 2, 1), (run.Looked["bytes"], run.Looked["attributes"], run.Looked["tally"]));
        Assert.Single(await fixture.House.JournalAsync($"&mission={_grounds.Mission}&kind=hub.reconcile_ended"));
    }

    [Fact]
    public async Task Finds_a_product_whose_blob_was_removed_and_fetches_it_from_its_source_again()
    {
        await StandAsync();
        SourceHouse.Drop(_folder, "a.txt", _grounds.Mission + " from the source");
        await ComesAsync("a.txt");
        await Eventually.HoldsAsync(async () => (await fixture.House.GetJsonAsync($"{_grounds.Api}/sources/inbox/files"))["items"]!.AsArray().Count == 1, "the file is noted");
        await _grounds.PutAsync("b.bin", _grounds.Mission + " by hand");
        File.Delete(_grounds.BlobFile(_grounds.Mission + " from the source"));
        File.Delete(_grounds.BlobFile(_grounds.Mission + " by hand"));

        var looked = await _grounds.ReconcileAsync();
        Assert.Equal((2, 0), (Of(looked, "bytes_missing")!.Count, Of(looked, "bytes_missing")!.Repaired));
        Assert.Equal(["a.txt", "b.bin"], (await _grounds.DiscrepanciesAsync(looked)).Where(d => d.Kind == "bytes_missing").Select(d => d.Name));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await fixture.House.Admin.GetAsync($"{_grounds.Api}/products/a.txt/content", _ct)).StatusCode);

        var repaired = await _grounds.ReconcileAsync(repair: true);
        Assert.Equal((2, 1), (Of(repaired, "bytes_missing")!.Count, Of(repaired, "bytes_missing")!.Repaired));
        await Eventually.HoldsAsync(async () => (await fixture.House.Admin.GetAsync($"{_grounds.Api}/products/a.txt/content", _ct)).IsSuccessStatusCode, "the bytes are there again");

        // What somebody put in is put in again: the same bytes under the same name.
        await _grounds.PutAsync("b.bin", _grounds.Mission + " by hand");
        Assert.Null(Of(await _grounds.ReconcileAsync(deep: true), "bytes_missing"));
        Assert.Equal(1, (await _grounds.ProductAsync("a.txt")).Version);
    }

    [Fact]
    public async Task Reads_the_bytes_only_when_it_goes_deep()
    {
        await StandAsync();
        var text = _grounds.Mission + " sound";
        await _grounds.PutAsync("a.bin", text);
        await File.WriteAllTextAsync(_grounds.BlobFile(text), text[..^1] + "?", _ct);
        Assert.Null(Of(await _grounds.ReconcileAsync(), "bytes_wrong"));
        Assert.Equal((1, 0), (Of(await _grounds.ReconcileAsync(deep: true, repair: true), "bytes_wrong")!.Count, 0));
        await File.WriteAllTextAsync(_grounds.BlobFile(text), "short", _ct);
        var run = await _grounds.ReconcileAsync();
        Assert.Contains("5 bytes in the lake", Assert.Single(await _grounds.DiscrepanciesAsync(run), d => d.Kind == "bytes_wrong").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_the_tally_anew_and_has_products_found_by_their_attributes_again()
    {
        await StandAsync();
        await _grounds.PutAsync("a.bin", "one");
        await _grounds.PutAsync("b.txt", "three");
        var mission = _grounds.Mission;
        await fixture.House.Database.WriteAsync(async work =>
        {
            await work.ExecuteAsync($"update hub_tally set products = 7, bytes = 7 where mission = {mission} and product_type = 'BIN'", _ct);
            await work.ExecuteAsync($"delete from hub_tally where mission = {mission} and product_type = 'TXT'", _ct);
            await work.ExecuteAsync($"insert into hub_tally values ({mission}, 'ops', 'GHOST', '', '', 3, 2, 2, 0, 0, 0, 0)", _ct);
            await work.ExecuteAsync($"delete from hub_attribute where product in (select number from hub_product where mission = {mission} and name = 'a.bin')", _ct);
        }, _ct);

        var looked = await _grounds.ReconcileAsync();
        Assert.Equal((3, 0, 1, 0), (Of(looked, "tally_wrong")!.Count, Of(looked, "tally_wrong")!.Repaired, Of(looked, "attributes_unfound")!.Count, Of(looked, "attributes_unfound")!.Repaired));
        var repaired = await _grounds.ReconcileAsync(repair: true);
        Assert.Equal((3, 3, 1, 1), (Of(repaired, "tally_wrong")!.Count, Of(repaired, "tally_wrong")!.Repaired, Of(repaired, "attributes_unfound")!.Count, Of(repaired, "attributes_unfound")!.Repaired));

        Assert.DoesNotContain((await _grounds.ReconcileAsync()).Found, f => f.IsWrong);
        var kept = await fixture.House.Database.ReadAsync(session => session.QueryAsync(
            $"select product_type, products, bytes from hub_tally where mission = {mission} order by product_type", row => (row.Text(0), row.Number(1), row.Number(2)), _ct), _ct);
        Assert.Equal([("BIN", 1, 3), ("GHOST", 0, 0), ("TXT", 1, 5)], kept);
    }

    [Fact]
    public async Task Tells_what_a_source_shows_and_nobody_took_and_what_was_taken_and_is_gone()
    {
        await StandAsync();
        SourceHouse.Drop(_folder, "a.txt", _grounds.Mission + " a");
        SourceHouse.Drop(_folder, "strange.xyz", "of no type");
        await ComesAsync("a.txt");
        await Eventually.HoldsAsync(async () => (await fixture.House.GetJsonAsync($"{_grounds.Api}/sources/inbox/files"))["items"]!.AsArray().Count == 2, "both files are noted");
        var mission = _grounds.Mission;
        await fixture.House.Database.WriteAsync(work => work.ExecuteAsync($"delete from hub_product where mission = {mission} and name = 'a.txt'", _ct), _ct);

        var run = await _grounds.ReconcileAsync(repair: true);
        Assert.Equal((1, 1), (Of(run, "taken_and_gone")!.Count, Of(run, "taken_and_gone")!.Repaired));
        Assert.Equal("strange.xyz", Assert.Single(await _grounds.DiscrepanciesAsync(run), d => d.Kind == "not_taken" && d.Name != "a.txt").Name);
        await ComesAsync("a.txt");

        // Deleted on purpose is no discrepancy.
        (await fixture.House.Admin.DeleteAsync($"{_grounds.Api}/products/a.txt?reason=enough", _ct)).EnsureSuccessStatusCode();
        Assert.Null(Of(await _grounds.ReconcileAsync(), "taken_and_gone"));
    }

    [Fact]
    public async Task A_source_that_is_not_there_does_not_stop_the_rest()
    {
        await StandAsync();
        await Eventually.HoldsAsync(async () => (await fixture.House.Admin.GetAsync($"{_grounds.Api}/sources/inbox", _ct)).IsSuccessStatusCode, "the source works");
        _folder.Dispose();
        var run = await _grounds.ReconcileAsync();
        Assert.Equal(("done", 1), (run.State, Of(run, "source_unreachable")!.Count));
        Assert.True(run.Looked.ContainsKey("attributes"));
    }

    [Fact]
    public async Task A_worker_whose_claim_was_taken_over_can_note_nothing()
    {
        var store = fixture.House.Server.Services.GetRequiredService<ReconcileStore>();
        var run = new Reconciliation(Guid.CreateVersion7(), _grounds.Mission, "dev", "me", default, false, false);
        await fixture.House.Database.WriteAsync(work => work.ExecuteAsync(
            $"insert into hub_reconciliation values ({run.Id}, {run.Mission}, 'dev', 'me', 0, 0, 0, 'waiting', 0, null, null, {"{}"}, {"{}"}, null, null, null)", _ct), _ct);
        WorkClaim Claim(long token) => new(Guid.CreateVersion7(), ReconcileStore.Queue, run.Id.ToString("D"), token, 1, 5);
        var first = (await store.BeginAsync(Claim(1), _ct))!;
        first = await store.SaveAsync(first, "bytes", new(500, "500", [new(DiscrepancyKind.BytesMissing, "a", "gone")]), _ct);
        var second = (await store.BeginAsync(Claim(2), _ct))!;
        Assert.Equal(("bytes", "500", 1), (second.Stage, second.Place, second.Found["bytes_missing"].Count));
        await Assert.ThrowsAsync<FencedException>(() => store.SaveAsync(first, "bytes", new(1, null, []), _ct));
        await store.SaveAsync(second, "bytes", new(1, null, [new(DiscrepancyKind.BytesMissing, "b", "gone")]), _ct);
        Assert.Equal([1L, 2L], (await store.DiscrepanciesAsync(run.Id, 0, 10, _ct)).Select(d => d.Number));
        Assert.Equal("hub.reconcile_under_way", (await store.AddAsync(run with { Id = Guid.CreateVersion7() }, _ct)).Fault?.Code);
    }

    [Fact]
    public async Task What_is_not_there_is_missing() =>
        Assert.Equal("hub.no_such_reconciliation", await (await fixture.House.Admin.GetAsync($"{_grounds.Api}/reconcile/nope", _ct)).CodeAsync());
}

public sealed class ReconcileTestsOnSqlite(RetentionSqliteHouse house) : ReconcileTests(house), IClassFixture<RetentionSqliteHouse>;

public sealed class ReconcileTestsOnPostgres(RetentionPostgresHouse house) : ReconcileTests(house), IClassFixture<RetentionPostgresHouse>;
