using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Api;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>A run as it is told to who watches it.</summary>
public abstract class RunStreamTests(SharedHouse fixture)
{
    private const string Walk = """
        name: walk
        steps:
          first: { run: echo one }
          asked: { needs: [first], approve: { ask: "Go on?", notByStarter: false } }
          last: { needs: [asked], run: echo two }
        """;

    private readonly string _mission = "told" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Runs => $"/api/v1/missions/{_mission}/environments/dev/runs";

    [Fact]
    public async Task Everything_is_told_at_first_and_then_what_changes_until_the_end()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        (await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", House.DefaultTypes), ("pipelines/walk.yaml", Walk))).EnsureSuccessStatusCode();
        var started = await fixture.House.Admin.PostAsJsonAsync($"/api/v1/missions/{_mission}/environments/dev/pipelines/walk/runs", new StartRunRequest(), Ct);
        var run = (await started.Content.ReadFromJsonAsync<RunView>(Ct))!;

        using var answer = await fixture.House.Admin.GetAsync($"{Runs}/{run.Id}/stream", HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        var (steps, state, told) = (new Dictionary<string, string>(), "", 0);
        while (steps.GetValueOrDefault("asked") != "asking")
            await ReadAsync();
        Assert.Equal("passed", steps["first"]);
        Assert.Equal("waiting", steps["last"]);
        var before = told;
        (await fixture.House.Admin.PostAsJsonAsync($"{Runs}/{run.Id}/steps/asked/answer", new AnswerRequest(true), Ct)).EnsureSuccessStatusCode();
        while (await ReadAsync() != "ended")
        {
            // Until nothing more is told.
        }
        Assert.Equal(("passed", "passed", "passed"), (state, steps["asked"], steps["last"]));
        Assert.InRange(told - before, 2, 12);
        Assert.Equal("", (await reader.ReadToEndAsync(Ct)).Trim());

        async Task<string> ReadAsync()
        {
            string? kind = null;
            while (await reader.ReadLineAsync(Ct) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    kind = line[7..];
                if (!line.StartsWith("data: ", StringComparison.Ordinal))
                    continue;
                told++;
                if (kind == "run")
                    state = JsonSerializer.Deserialize<RunView>(line[6..], JsonSerializerOptions.Web)!.State;
                if (kind == "steps")
                    foreach (var step in JsonSerializer.Deserialize<List<RunStepView>>(line[6..], JsonSerializerOptions.Web)!)
                        steps[step.Name] = step.State;
                return kind!;
            }
            return "ended";
        }
    }

    [Fact]
    public async Task Nobody_follows_what_is_not_there_or_not_theirs()
    {
        await fixture.House.MissionAsync(_mission);
        Assert.Equal("pipelines.no_such_run", await (await fixture.House.Admin.GetAsync($"{Runs}/{Guid.Empty}/stream", Ct)).CodeAsync());
        using var stranger = await fixture.House.UserAsync($"stranger-{_mission}", "viewer", "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Runs}/{Guid.Empty}/stream", Ct)).StatusCode);
    }
}

public sealed class RunStreamOnSqliteTests(SqliteHouse house) : RunStreamTests(house), IClassFixture<SqliteHouse>;

public sealed class RunStreamOnPostgresTests(PostgresHouse house) : RunStreamTests(house), IClassFixture<PostgresHouse>;
