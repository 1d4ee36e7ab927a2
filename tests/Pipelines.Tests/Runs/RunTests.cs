namespace Gantry.Pipelines.Tests.Runs;

public class RunTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_read_what_earlier_steps_made_and_types_are_published()
    {
        await using var house = await House.StartAsync("""
            name: night
            parameters: { factor: { kind: whole, default: 2 } }
            steps:
              double:
                in: { numbers: parse.numbers }
                run: while read n; do echo $((n * P_FACTOR)); done < "$IN_NUMBERS" > "$OUT_TABLE"
                out: { table: { path: table.csv, type: TABLE, as: "T_{trigger.stem}.csv" } }
              parse:
                in: { raw: trigger }
                run: grep -v bad "$IN_RAW" > "$OUT_NUMBERS"
                out: { numbers: numbers.txt }
            """);
        await house.Shelf.PutAsync("night-1.obs", "OBS", "1\nbad\n20\n");

        var run = await house.RunAsync(new() { ["factor"] = "3" }, "night-1.obs");

        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("3\n60\n", await house.MadeAsync(run.Id, "double", "table"));
        Assert.Equal("T_night-1.csv", Assert.Single(house.Shelf.Offers).Name);
        var told = await house.ToldAsync();
        Assert.Equal(["pipelines.run_started", "pipelines.run_ended"], told);
    }

    [Fact]
    public async Task What_was_made_before_is_taken_again_and_what_changed_is_done_again()
    {
        const string Text = """
            name: night
            steps:
              first: { run: "date +%N > $OUT_X", out: { x: x } }
              second: { in: { x: first.x }, run: "cat $IN_X steps/more.txt > $OUT_Y", out: { y: y } }
            """;
        await using var house = await House.StartAsync(Text, ("steps/more.txt", "more\n"));
        var one = await house.RunAsync();
        var two = await house.RunAsync();
        Assert.Equal(await house.MadeAsync(one.Id, "second", "y"), await house.MadeAsync(two.Id, "second", "y"));
        Assert.All((await house.StepsAsync(two.Id)).Values, step => Assert.Equal((StepState.Passed, 0L, $"{one.Id}/{step.Name}"), (step.State, step.Attempts, step.TakenFrom)));

        await house.ApplyAsync(Text, ("steps/more.txt", "other\n"));
        var three = await house.StepsAsync((await house.RunAsync()).Id);
        Assert.Equal((0L, 1L), (three["first"].Attempts, three["second"].Attempts));
    }

    [Fact]
    public async Task A_step_that_says_no_ends_what_depends_on_it_and_nothing_else()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              bad: { run: "echo no >&2; exit 3", out: { x: x } }
              after: { in: { x: bad.x }, run: "true" }
              beside: { run: "true" }
              clean: { needs: [after], always: true, run: "true" }
            """);
        var run = await house.RunAsync();
        Assert.Equal((RunState.Failed, "bad said no: it ended with 3"), (run.State, run.Reason));
        var steps = await house.StepsAsync(run.Id);
        Assert.Equal(
            [StepState.Failed, StepState.Skipped, StepState.Passed, StepState.Passed],
            new[] { "bad", "after", "beside", "clean" }.Select(name => steps[name].State));
        Assert.Equal("no\n", await house.LogAsync(run.Id, "bad"));
    }

    [Fact]
    public async Task Not_now_is_tried_again_and_no_is_not()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              later: { run: "exit 75", retry: { transient: 2, wait: 0s } }
              never: { run: "exit 1" }
            """);
        var run = await house.RunAsync();
        Assert.Equal(RunState.Errored, run.State);
        var steps = await house.StepsAsync(run.Id);
        Assert.Equal((3L, StepState.Errored), (steps["later"].Attempts, steps["later"].State));
        Assert.Equal((1L, StepState.Failed), (steps["never"].Attempts, steps["never"].State));
    }

    [Fact]
    public async Task A_step_fans_out_over_a_matrix_over_files_and_over_lines()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              split:
                run: "for i in 1 2 3; do echo $i > out/part-$i.txt; done; printf 'a\\nb\\n' > out/list.txt"
                out: { parts: "part-*.txt", list: list.txt }
              square: { each: split.parts, run: "n=$(cat $ITEM); echo $((n * n)) > $OUT_R", out: { r: r.txt } }
              lines: { each: { lines: split.list }, run: "echo $ITEM$ITEM > $OUT_R", out: { r: r.txt } }
              bands: { matrix: { band: [g, r], mode: [x, y] }, run: "echo $M_BAND$M_MODE > $OUT_R", out: { r: r.txt } }
              all: { in: { s: square.r, l: lines.r, b: bands.r }, run: "cat $IN_S/* $IN_L/* $IN_B/* > $OUT_ALL", out: { all: all } }
              none: { when: "steps.split == 'failed'", run: "true" }
            """);
        var run = await house.RunAsync();
        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("1\n4\n9\naa\nbb\ngx\ngy\nrx\nry\n", await house.MadeAsync(run.Id, "all", "all"));
        var steps = await house.StepsAsync(run.Id);
        Assert.Equal(4, steps.Values.Count(s => s.Parent == "bands"));
        Assert.Equal(StepState.Skipped, steps["none"].State);
    }

    [Fact]
    public async Task A_fallback_stands_in_for_what_broke()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              fine: { run: "exit 1", out: { x: x }, fallback: coarse }
              coarse: { run: "echo coarse > $OUT_X", out: { x: x } }
              use: { in: { x: fine.x }, run: "cp $IN_X $OUT_Y", out: { y: y } }
            """);
        var run = await house.RunAsync();
        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("coarse\n", await house.MadeAsync(run.Id, "use", "y"));
    }

    [Fact]
    public async Task A_person_is_asked_and_not_the_one_who_started_it()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              ask: { approve: Is the list plausible? }
              publish: { needs: [ask], run: "echo yes > $OUT_X", out: { x: { path: x, type: TABLE } } }
            """);
        var id = await house.BeginAsync();
        await TestKit.Eventually.HoldsAsync(async () => (await house.StepsAsync(id)).GetValueOrDefault("ask")?.State == StepState.Asking, "a person is asked");

        Assert.Equal("pipelines.own_question", (await house.Desk.AnswerAsync(House.Ops, id, "ask", true, null, "somebody", Ct)).Fault?.Code);
        Assert.Empty(house.Shelf.Offers);
        (await house.Desk.AnswerAsync(House.Ops, id, "ask", true, "looks right", "another", Ct)).OrThrow();

        Assert.Equal(RunState.Passed, (await house.EndOfAsync(id)).State);
        Assert.Single(house.Shelf.Offers);
        Assert.Equal("pipelines.not_asked", (await house.Desk.AnswerAsync(House.Ops, id, "ask", true, null, "another", Ct)).Fault?.Code);
    }

    [Fact]
    public async Task A_run_is_stopped_at_once_with_everything_that_goes_on()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              long: { run: "echo begun; sleep 600", out: { x: x } }
              after: { in: { x: long.x }, run: "true" }
            """);
        var id = await house.BeginAsync();
        await TestKit.Eventually.HoldsAsync(async () => (await house.StepsAsync(id)).GetValueOrDefault("long")?.State == StepState.Running, "the step runs");
        (await house.Desk.StopAsync(House.Ops, id, "enough", "somebody", Ct)).OrThrow();

        var run = await house.EndOfAsync(id);
        Assert.Equal((RunState.Cancelled, "enough"), (run.State, run.Reason));
        Assert.All((await house.StepsAsync(id)).Values, step => Assert.Equal(StepState.Cancelled, step.State));
    }

    [Fact]
    public async Task A_run_is_repeated_from_what_did_not_pass_or_from_a_step()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              one: { run: "date +%N > $OUT_X", out: { x: x }, cache: false }
              two: { in: { x: one.x }, run: "test -e /var/tmp/gantry-no-such-file || exit 1", cache: false }
            """);
        var first = await house.RunAsync();
        Assert.Equal(RunState.Failed, first.State);

        var again = await house.EndOfAsync((await house.Desk.RepeatAsync(House.Ops, first.Id, null, "somebody", Ct)).OrThrow().Id);
        var steps = await house.StepsAsync(again.Id);
        Assert.Equal((0L, 1L), (steps["one"].Attempts, steps["two"].Attempts));
        Assert.Equal(await house.MadeAsync(first.Id, "one", "x"), await house.MadeAsync(again.Id, "one", "x"));

        var whole = await house.EndOfAsync((await house.Desk.RepeatAsync(House.Ops, first.Id, "one", "somebody", Ct)).OrThrow().Id);
        Assert.Equal(1L, (await house.StepsAsync(whole.Id))["one"].Attempts);
    }

    [Fact]
    public async Task Secrets_reach_the_step_and_no_log()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              use: { secrets: { TOKEN: partner }, run: "printf 'the %s is %s' token \"$TOKEN\"; printf %s \"$TOKEN\" | wc -c > $OUT_N", out: { n: n } }
            """);
        house.Secrets.Kept["demo/ops/partner"] = "s3cret-words";
        var run = await house.RunAsync();
        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("the token is ***", await house.LogAsync(run.Id, "use"));
        Assert.Equal("12", (await house.MadeAsync(run.Id, "use", "n")).Trim());
    }

    [Fact]
    public async Task Runs_of_one_group_go_one_after_another()
    {
        await using var house = await House.StartAsync("""
            name: night
            together: { most: 1 }
            parameters: { n: { kind: whole } }
            steps:
              one: { run: "echo $P_N > $OUT_X; sleep 0.2", out: { x: x } }
            """);
        var ids = new List<Guid>();
        for (var n = 0; n < 4; n++)
            ids.Add(await house.BeginAsync(new() { ["n"] = $"{n}" }));
        var runs = new List<Run>();
        foreach (var id in ids)
            runs.Add(await house.EndOfAsync(id));
        Assert.All(runs, run => Assert.Equal(RunState.Passed, run.State));
        var inOrder = runs.OrderBy(r => r.StartedAt).ToList();
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt, "two of one group went on at the same time"));
    }

    [Theory]
    [InlineData("ln -s /etc/passwd $OUT_X", "is a link")]
    [InlineData("mkfifo $OUT_X", "is no plain file")]
    [InlineData("mkdir $OUT_X", "is no plain file")]
    [InlineData("true", "it is not there")]
    public async Task Only_plain_files_are_taken(string command, string words)
    {
        await using var house = await House.StartAsync($"name: night\nsteps:\n  odd: {{ run: \"{command}\", out: {{ x: x }} }}\n");
        var run = await house.RunAsync();
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains(words, run.Reason, StringComparison.Ordinal);
    }
}
