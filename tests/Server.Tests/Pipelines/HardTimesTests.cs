using System.Net.Http.Json;
using Gantry.Api;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>A disk that is full, and a clock that is set while runs go on.</summary>
public sealed class HardTimesTests
{
    private const string Api = "/api/v1/missions/demo/environments/dev";
    private const string Types = "types:\n  - { name: OUT, pattern: '.*\\.out' }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_whose_output_finds_no_room_says_so_and_passes_once_there_is_some()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await using var disk = await SmallDisk.MountAsync(32);
        await using var house = await House.StartAsync(("lake.folder", disk.Path));
        await ApplyAsync(house, """
            name: large
            parameters: { megabytes: { kind: whole } }
            steps:
              write: { run: 'head -c "${P_MEGABYTES}000000" /dev/urandom > "$OUT_X"', out: { x: { path: x, type: OUT, as: "{run}.out" } }, retry: { broken: 20, wait: 1s } }
              small: { needs: [write], run: 'echo done > "$OUT_Y"', out: { y: y } }
            """);
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[disk.FreeBytes - 2_000_000], Ct);

        var run = await StartAsync(house, "large", new { megabytes = "8" });
        AttemptView? tried = null;
        await Eventually.HoldsAsync(async () => (tried = (await AttemptsAsync(house, run, "write")).FirstOrDefault(a => a.EndedAt is not null)) is not null, "an attempt ended");
        Assert.Equal("errored", tried!.State);
        Assert.Contains("is full", tried.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await FindAsync(house, run)).EndedAt);

        File.Delete(filler);
        await EndedAsync(house, run, "passed");
        Assert.Equal(8_000_000, (await house.Admin.GetByteArrayAsync($"{Api}/products/{run}.out/content", Ct)).Length);
        Assert.Single(await AttemptsAsync(house, run, "write"), a => a.State == "passed");

        // What can never find room ends after its tries, with the reason.
        await ApplyAsync(house, """
            name: hopeless
            steps:
              write: { run: 'head -c 60000000 /dev/urandom > "$OUT_X"', out: { x: x }, retry: { broken: 1, wait: 1s } }
            """);
        var hopeless = await StartAsync(house, "hopeless", new { });
        Assert.Contains("is full", (await EndedAsync(house, hopeless, "errored")).Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_clock_that_is_set_by_hours_stops_nothing(int hours)
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        var clock = new SetClock();
        await using var house = await House.StartAsync([("steps.at-once", "1")], services => services.AddSingleton<TimeProvider>(clock));
        await ApplyAsync(house, """
            name: line
            steps:
              first: { matrix: { n: [a, b, c, d] }, run: "sleep 0.7; echo $M_N > $OUT_X", out: { x: x } }
              all: { in: { parts: first.x }, run: 'cat $IN_PARTS/* > "$OUT_ALL"', out: { all: { path: all, type: OUT, as: "{run}.out" } } }
            """);
        // One is under way, and others wait in line, placed by the clock as it was.
        var run = await StartAsync(house, "line", new { });
        await Eventually.HoldsAsync(async () => (await AttemptsAsync(house, run, "first[0]")).Count == 1, "the first one runs");
        clock.Set(TimeSpan.FromHours(hours));

        await EndedAsync(house, run, "passed");
        Assert.Equal("a\nb\nc\nd\n", await house.Admin.GetStringAsync($"{Api}/products/{run}.out/content", Ct));
        foreach (var step in new[] { "first[0]", "first[1]", "first[2]", "first[3]", "all" })
            Assert.Single(await AttemptsAsync(house, run, step), a => a.State == "passed");
        Assert.Single(await house.JournalAsync("&kind=hub.product_published"));

        // And so do runs that begin by the new time.
        await EndedAsync(house, await StartAsync(house, "line", new { }), "passed");
    }

    private static async Task ApplyAsync(House house, string pipeline)
    {
        var name = pipeline.Split('\n')[0]["name: ".Length..].Trim();
        var answer = await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", Types), ($"pipelines/{name}.yaml", pipeline));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private static async Task<Guid> StartAsync(House house, string pipeline, object parameters) =>
        (await (await house.Admin.PostAsJsonAsync($"{Api}/pipelines/{pipeline}/runs", new { parameters }, Ct)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<RunView>(Ct))!.Id;

    private static async Task<RunView> FindAsync(House house, Guid run)
    {
        var answer = await house.Admin.GetAsync($"{Api}/runs/{run}", Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<RunView>(Ct))!;
    }

    private static async Task<RunView> EndedAsync(House house, Guid run, string state)
    {
        await Eventually.HoldsAsync(async () => (await FindAsync(house, run)).EndedAt is not null, "the run ended");
        var ended = await FindAsync(house, run);
        Assert.True(ended.State == state, $"{ended.State}: {ended.Reason}");
        return ended;
    }

    private static async Task<IReadOnlyList<AttemptView>> AttemptsAsync(House house, Guid run, string step)
    {
        var answer = await house.Admin.GetAsync($"{Api}/runs/{run}/steps/{Uri.EscapeDataString(step)}/attempts", Ct);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<Page<AttemptView>>(Ct))!.Items : [];
    }

    /// <summary>The system's clock, set by somebody; what is measured goes on as it was.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long _by;

        public void Set(TimeSpan by) => Interlocked.Exchange(ref _by, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _by));
    }
}
