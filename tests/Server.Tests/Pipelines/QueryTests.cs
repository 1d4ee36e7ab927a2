using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gantry.Api;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>Questions in SQL over real products, in real sandboxes.</summary>
public sealed class QueryTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private readonly string _mission = "ask" + Guid.CreateVersion7().ToString("N")[^8..];

    private string Api => $"/api/v1/missions/{_mission}/environments/dev/query";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Products_are_tables_by_name_by_type_and_by_filter()
    {
        await BeginAsync();

        var byName = await AnswerAsync(new("select object, mag from 'night''s 1.csv' order by mag desc"));
        Assert.Equal(["object VARCHAR", "mag DOUBLE"], byName.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["Bennu", "Apophis"], byName.Rows.Select(r => r.GetProperty("object").GetString()));
        Assert.Equal("night's 1.csv", Assert.Single(Assert.Single(byName.Tables).Products));
        Assert.Equal(1, (await AnswerAsync(new("select count(*) as n from 'type:OBS'"))).Rows[0].GetProperty("n").GetInt32());
        Assert.Equal(3, (await AnswerAsync(new("select count(*) as n from obs", new Dictionary<string, string> { ["obs"] = "type:OBS*10" }))).Rows[0].GetProperty("n").GetInt32());
        Assert.Equal(1, (await AnswerAsync(new("select count(distinct filename) as n from obs", new Dictionary<string, string> { ["obs"] = "query:Name eq 'night2.csv'" }))).Rows[0].GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task An_answer_is_cut_where_it_is_too_long_and_comes_as_a_file_where_one_is_wanted()
    {
        await BeginAsync();

        var cut = await AnswerAsync(new("from range(1000)", Most: 7));
        Assert.Equal((true, 7), (cut.IsCut, cut.Rows.Count));
        Assert.False((await AnswerAsync(new("from range(7)", Most: 7))).IsCut);
        var csv = await AskAsync(new("select 1 as a, null as b union all select 2, 'x,y' order by a", Format: "csv"));
        Assert.Equal(("a,b\n1,\n2,\"x,y\"\n", "false"), (await csv.Content.ReadAsStringAsync(Ct), csv.Headers.GetValues("Gantry-Cut").Single()));
        var parquet = await (await AskAsync(new("from range(10)", Format: "parquet"))).Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal("PAR1", Encoding.ASCII.GetString(parquet.AsSpan(0, 4)));
    }

    [Fact]
    public async Task Whether_and_how_much_can_be_asked_is_told_beforehand()
    {
        await BeginAsync();
        var limits = (await fixture.House.Admin.GetFromJsonAsync<QueryLimitsView>(Api, Ct))!;
        Assert.Equal((null, 100_000L, 60d, 1_000_000_000L, 2), (limits.Missing, limits.Rows, limits.Seconds, limits.MemoryBytes, limits.AtOnce));
    }

    [Theory]
    [InlineData("select * from 'nosuch.csv'", "pipelines.query_no_product", "no such product")]
    [InlineData("select * from 'type:NOSUCH'", "pipelines.query_no_product", "no such product")]
    [InlineData("select * from '/etc/passwd'", "pipelines.query_bad_source", "/etc/passwd")]
    [InlineData("select *\nfrom (select 1 as a)\nwhere b = 1", "pipelines.query_refused", "LINE 3: where b = 1")]
    [InlineData("select * from read_text('/etc/passwd')", "pipelines.query_refused", "disabled by configuration")]
    [InlineData("create table t as select 1", "pipelines.query_refused", "it is not a question")]
    [InlineData(" ", "pipelines.query_bad_request", "empty")]
    public async Task Refusals_name_what_is_wrong(string sql, string code, string words)
    {
        await BeginAsync();
        var problem = (await (await AskAsync(new(sql))).Content.ReadFromJsonAsync<Problem>(Ct))!;
        Assert.Equal(code, problem.Code);
        Assert.Contains(words, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_ask_who_may_read_the_products_of_that_environment()
    {
        await BeginAsync();
        using var stranger = fixture.House.Client(null, null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync(Api, new QueryRequest("select 1"), Ct)).StatusCode);
        // What another environment has is no table here.
        var elsewhere = await fixture.House.Admin.PostAsJsonAsync(Api.Replace("/dev/", "/ops/", StringComparison.Ordinal), new QueryRequest("from 'night2.csv'"), Ct);
        Assert.Equal("pipelines.query_no_product", await elsewhere.CodeAsync());
    }

    private async Task BeginAsync()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        Needs.That(File.Exists(Path.Combine(AppContext.BaseDirectory, "actions", "libduckdb.so")), "DuckDB was not brought by the build (apt-get install npm).");
        var applied = await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", "types:\n  - { name: OBS, pattern: '.*\\.csv' }\n"));
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync(Ct));
        (await fixture.House.PutAsync("night's 1.csv", "object,mag\nApophis,19.1\nBennu,20.2\n"u8.ToArray(), _mission, "dev")).EnsureSuccessStatusCode();
        (await fixture.House.PutAsync("night2.csv", "object,mag\nEros,12\n"u8.ToArray(), _mission, "dev")).EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> AskAsync(QueryRequest request) => fixture.House.Admin.PostAsJsonAsync(Api, request, Ct);

    private async Task<QueryView> AnswerAsync(QueryRequest request)
    {
        var answer = await AskAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<QueryView>(Ct))!;
    }
}
