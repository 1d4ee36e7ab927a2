using System.Net;
using System.Text;
using Gantry.Api;
using Gantry.Hub;
using Gantry.Server.Tests.Sources;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Retention;

public abstract class TraceTests(SharedHouse fixture) : IDisposable
{
    private const string Types = "types:\n  - { name: TXT, pattern: '.*\\.txt' }\n  - { name: SEALED, pattern: '.*\\.bin', header: { bytes: '4741' } }\n  - { name: PACK, pattern: '.*\\.lines', split: { lines: 1 } }\n";

    private readonly Grounds _grounds = new(fixture.House);
    private readonly TempFolder _folder = new("source");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private async Task StandAsync()
    {
        var source = $"name: inbox\nkind: folder\nfolder: {_folder.Path}\nenvironments: [ops]\nsettle: 0s\n";
        var route = $"routes:\n  - name: out\n    from: {{ types: [TXT] }}\n    to: {{ kind: folder, folder: {_grounds.Mission} }}\n";
        var answer = await fixture.House.ApplyAsync(_grounds.Mission, House.Mission(_grounds.Mission), ("types.yaml", Types), ("sources/inbox.yaml", source), ("routes/out.yaml", route));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        (await fixture.House.PromoteAsync(_grounds.Mission, "aiv")).EnsureSuccessStatusCode();
        (await fixture.House.PromoteAsync(_grounds.Mission, "ops")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await fixture.House.JournalAsync($"&mission={_grounds.Mission}&kind=hub.route_activated")).Count > 0, "the route stands");
    }

    private async Task<TraceView> TellsAsync(string what, params string[] steps)
    {
        TraceView? trace = null;
        await Eventually.HoldsAsync(async () =>
        {
            if (!(await fixture.House.Admin.GetAsync($"{_grounds.Api}/trace/{what}", Ct)).IsSuccessStatusCode)
                return false;
            trace = await _grounds.TraceAsync(what);
            return steps.All(s => trace.Steps.Any(step => step.What == s));
        }, $"the trace of {what} tells of {string.Join(", ", steps)}");
        Assert.Equal(trace!.Steps.OrderBy(s => s.At), trace.Steps);
        return trace;
    }

    [Fact]
    public async Task Tells_a_files_story_from_its_source_to_its_deletion()
    {
        await StandAsync();
        var text = _grounds.Mission + " from afar";
        SourceHouse.Drop(_folder, "a.txt", text);
        await Eventually.HoldsAsync(() => _grounds.IsThereAsync("a.txt"), "a.txt is published");
        Assert.Equal(text, await fixture.House.Admin.GetStringAsync($"{_grounds.Api}/products/a.txt/content", Ct));
        await fixture.House.Server.Services.GetRequiredService<DownloadCounts>().FlushAsync(Ct);

        var trace = await TellsAsync("a.txt", "origin", "source", "checked", "product_published", "downloaded", "queued", "product_delivered");
        Assert.Equal(["checked", "product_published"], trace.Steps.Select(s => s.What).Where(w => w is "checked" or "product_published"));
        Assert.Contains("1 downloads", trace.Steps.Single(s => s.What == "downloaded").Words, StringComparison.Ordinal);
        Assert.Equal("admin", trace.Steps.Single(s => s.What == "downloaded").By);
        Assert.Contains(Digest.Of(text).Hex, trace.Steps.Single(s => s.What == "checked").Words, StringComparison.Ordinal);
        Assert.Contains("a.txt; noted as taken", trace.Steps.Single(s => s.What == "source").Words, StringComparison.Ordinal);

        (await fixture.House.Admin.DeleteAsync($"{_grounds.Api}/products/a.txt?reason=nobody+wants+it", Ct)).EnsureSuccessStatusCode();
        foreach (var what in new[] { "a.txt", Digest.Of(text).Hex, trace.Products[0].Id.ToString() })
        {
            var after = await TellsAsync(what, "product_published", "product_deleted", "source", "downloaded");
            Assert.Equal("deleted", Assert.Single(after.Products).State);
            Assert.Contains("nobody wants it", after.Steps[^1].Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tells_of_a_refused_file_also_when_it_was_dropped()
    {
        await StandAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await fixture.House.PutAsync("b.bin", Encoding.UTF8.GetBytes(_grounds.Mission + "no seal"), _grounds.Mission)).StatusCode);
        var trace = await TellsAsync("b.bin", "arrival_quarantined");
        Assert.Empty(trace.Products);
        var id = (await fixture.House.GetJsonAsync($"{_grounds.Api}/quarantine"))["items"]![0]!["id"];
        (await fixture.House.Admin.DeleteAsync($"{_grounds.Api}/quarantine/{id}?reason=rubbish", Ct)).EnsureSuccessStatusCode();
        var dropped = await TellsAsync("b.bin", "arrival_quarantined", "quarantine_dropped");
        Assert.Contains("rubbish", dropped.Steps[^1].Words, StringComparison.Ordinal);
        await TellsAsync(Digest.Of(_grounds.Mission + "no seal").Hex, "arrival_quarantined", "quarantine_dropped");
    }

    [Fact]
    public async Task What_nothing_is_known_of_is_missing_and_stays_so_elsewhere()
    {
        await StandAsync();
        await _grounds.PutAsync("c.txt", "c");
        await TellsAsync("c.txt", "product_published");
        foreach (var address in new[] { $"{_grounds.Api}/trace/d.txt", $"{_grounds.Api}/trace/%01", $"/api/v1/missions/{_grounds.Mission}/environments/dev/trace/c.txt" })
            Assert.Equal("hub.no_trace", await (await fixture.House.Admin.GetAsync(address, Ct)).CodeAsync());
    }
}

public sealed class TraceTestsOnSqlite(RetentionSqliteHouse house) : TraceTests(house), IClassFixture<RetentionSqliteHouse>;

public sealed class TraceTestsOnPostgres(RetentionPostgresHouse house) : TraceTests(house), IClassFixture<RetentionPostgresHouse>;
