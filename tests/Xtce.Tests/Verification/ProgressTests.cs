using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

/// <summary>How one sees that a command was obeyed.</summary>
public sealed class ProgressTests
{
    private const string Received = """<ReceivedVerifier><ContainerRef containerRef="ack"/><CheckWindow timeToStopChecking="PT5S" timeWindowIsRelativeTo="commandRelease"/></ReceivedVerifier>""";
    private const string Complete = """<CompleteVerifier name="done"><Comparison parameterRef="mode" value="SAFE"/><CheckWindow timeToStartChecking="PT2S" timeToStopChecking="PT10S"/><ReturnParmRef parameterRef="count"/></CompleteVerifier>""";
    private const string Failed = """<FailedVerifier><ContainerRef containerRef="nak"/><CheckWindow timeToStopChecking="PT20S" timeWindowIsRelativeTo="commandRelease"/></FailedVerifier>""";

    private static Commanded Craft(params ReadOnlySpan<string> verifiers) => new(Commanded.Command("GO", $"<VerifierSet>{string.Concat(verifiers)}</VerifierSet>"));

    private static string States(CommandProgress progress) => string.Join(", ", progress.All.Select(v => $"{v.Stage} {v.State}"));

    [Fact]
    public void A_command_that_is_obeyed_goes_through_its_stages()
    {
        var craft = Craft(Received, Complete, Failed);
        var go = craft.Release("GO");
        Assert.Equal("Received Watched, Complete NotYet, Failed Watched", States(go));
        Assert.Equal((Commanded.After(5), CommandOutcome.Open), (go.Next, go.Outcome));

        Assert.Equal([VerifierStage.Received], go.Take(craft.Receive("02"), Commanded.After(3)).Select(c => c.Stage));
        // Two seconds after the verifier before it, and it is looked for at once.
        Assert.Equal(Commanded.After(5), go.Next);
        Assert.Empty(go.Take(craft.Receive("01 09 14 02"), Commanded.After(4.9)));
        var changed = Assert.Single(go.Advance(Commanded.After(5)));
        Assert.Equal((VerifierStage.Complete, VerifierState.Passed, Commanded.After(5), "9"), (changed.Stage, changed.State, changed.At!.Value, changed.Returned.ToString()));
        Assert.Equal(CommandOutcome.Complete, go.Outcome);
        Assert.Equal(VerifierState.TimedOut, Assert.Single(go.Advance(Commanded.After(20))).State);
        Assert.Equal((CommandOutcome.Complete, null), (go.Outcome, go.Next));
    }

    [Fact]
    public void What_is_not_seen_in_time_has_timed_out_and_so_has_what_waits_for_it()
    {
        var craft = Craft(Received, Complete);
        var go = craft.Release("GO");
        Assert.Empty(go.Advance(Commanded.After(4.99)));
        Assert.Equal(VerifierStage.Received, Assert.Single(go.Advance(Commanded.After(60))).Stage);
        Assert.Equal((Commanded.After(5), CommandOutcome.TimedOut), (go.All[0].At!.Value, go.Outcome));
        Assert.Equal("it waits for the stage Received", Assert.Single(go.All[1].Reasons));
        // Too late is too late.
        Assert.Empty(go.Take(craft.Receive("02"), Commanded.After(61)));
    }

    [Theory]
    [InlineData(4.999, VerifierState.Passed)]
    [InlineData(5, VerifierState.TimedOut)]
    public void A_window_does_not_hold_its_end(double seconds, VerifierState state)
    {
        var craft = Craft(Received);
        var go = craft.Release("GO");
        go.Take(craft.Receive("02"), Commanded.After(seconds));
        Assert.Equal(state, go.All[0].State);
    }

    [Fact]
    public void A_failure_is_told_as_soon_as_it_is_seen()
    {
        var craft = Craft(Received, Complete, Failed);
        var go = craft.Release("GO");
        go.Take(craft.Receive("03 00"), Commanded.After(1));
        Assert.Equal(CommandOutcome.Failed, go.Outcome);
    }

    [Theory]
    [InlineData("FF", "00", true)]
    [InlineData("07", "08", true)]
    [InlineData("07", "07", false)]
    [InlineData("07", "06", true)] // Once around.
    public void A_counter_that_has_gone_on_shows_it_even_when_it_runs_over(string before, string after, bool isSeen)
    {
        var craft = Craft("""<AcceptedVerifier><ParameterValueChange><ParameterRef parameterRef="count"/><Change value="1"/></ParameterValueChange></AcceptedVerifier>""");
        craft.Receive($"01 {before} 00 02");
        var go = craft.Release("GO");
        Assert.Equal(VerifierState.Watched, go.All[0].State);
        go.Take(craft.Receive($"01 {after} 00 02"), Commanded.After(1));
        Assert.Equal(isSeen, go.All[0].State == VerifierState.Passed);
    }

    [Fact]
    public void The_first_value_ever_is_what_a_change_is_held_against()
    {
        var craft = Craft("""<AcceptedVerifier><ParameterValueChange><ParameterRef parameterRef="volt"/><Change value="-5"/></ParameterValueChange></AcceptedVerifier>""");
        var go = craft.Release("GO");
        Assert.Equal("nothing was received of volt", Assert.Single(go.All[0].Reasons));
        go.Take(craft.Receive("01 00 14 02"), Commanded.After(1));
        go.Take(craft.Receive("01 00 10 02"), Commanded.After(2));
        Assert.Equal("volt was 20 and is 16", Assert.Single(go.All[0].Reasons));
        go.Take(craft.Receive("01 00 0F 02"), Commanded.After(3));
        Assert.Equal(CommandOutcome.Complete, go.Outcome);
    }

    [Fact]
    public void Executions_come_one_after_the_other_and_tell_how_far_it_is()
    {
        var craft = Craft(
            """<ExecutionVerifier><Comparison parameterRef="volt" comparisonOperator="&gt;=" value="1"/><CheckWindow timeToStopChecking="PT5S"/><PercentComplete><FixedValue>50</FixedValue></PercentComplete></ExecutionVerifier>""",
            """<ExecutionVerifier><Comparison parameterRef="volt" comparisonOperator="&gt;=" value="2"/><CheckWindow timeToStopChecking="PT5S"/><PercentComplete><DynamicValue><ParameterInstanceRef parameterRef="count"/></DynamicValue></PercentComplete></ExecutionVerifier>""");
        var go = craft.Release("GO");
        Assert.Equal("Executing Watched, Executing NotYet", States(go));
        go.Take(craft.Receive("01 00 01 02"), Commanded.After(4));
        Assert.Equal(("Executing Passed, Executing Watched", 50.0), (States(go), go.All[0].Percent));
        go.Take(craft.Receive("01 50 02 02"), Commanded.After(8.9));
        Assert.Equal((80.0, CommandOutcome.Complete), (go.All[1].Percent, go.Outcome));
    }

    [Fact]
    public void All_completions_must_be_seen_in_any_order()
    {
        var craft = Craft("""<CompleteVerifier><ContainerRef containerRef="ack"/></CompleteVerifier>""", """<CompleteVerifier><Comparison parameterRef="mode" value="SAFE"/><CheckWindow timeToStopChecking="PT9S"/></CompleteVerifier>""");
        var go = craft.Release("GO");
        go.Take(craft.Receive("01 00 00 02"), Commanded.After(1));
        Assert.Equal(("Complete Watched, Complete Passed", CommandOutcome.Open), (States(go), go.Outcome));
        go.Take(craft.Receive("02"), Commanded.After(100));
        Assert.Equal(CommandOutcome.Complete, go.Outcome);
    }

    [Fact]
    public void Who_knows_may_say_that_a_stage_was_reached()
    {
        var craft = Craft("""<SentFromRangeVerifier/>""", """<CompleteVerifier><ContainerRef containerRef="ack"/><CheckWindow timeToStopChecking="PT5S"/></CompleteVerifier>""");
        var go = craft.Release("GO");
        Assert.Equal("SentFromRange Watched, Complete NotYet", States(go));
        Assert.Equal(VerifierStage.SentFromRange, Assert.Single(go.Confirm(VerifierStage.SentFromRange, Commanded.After(30)), c => c.State == VerifierState.Passed).Stage);
        Assert.Equal(Commanded.After(35), go.Next);
    }

    [Fact]
    public void A_stage_of_a_command_takes_the_place_of_that_of_its_base_and_completions_are_added()
    {
        var craft = new Commanded(
            Commanded.Command("BASE", $"<VerifierSet>{Received}{Complete}</VerifierSet>") +
            """<MetaCommand name="GO"><BaseMetaCommand metaCommandRef="BASE"/><VerifierSet><ReceivedVerifier name="own"><ContainerRef containerRef="hk"/></ReceivedVerifier><CompleteVerifier><ContainerRef containerRef="ack"/></CompleteVerifier></VerifierSet></MetaCommand>""");
        Assert.Equal(["own", "done", null], craft.Release("GO").All.Select(v => v.Verifier.Name));
    }

    [Fact]
    public void Without_verifiers_nothing_is_known()
    {
        var craft = new Commanded(Commanded.Command("GO", ""));
        Assert.Equal((CommandOutcome.Unknown, null), (craft.Release("GO").Outcome, craft.Release("GO").Next));
    }

    [Fact]
    public void A_packet_that_is_too_short_shows_nothing()
    {
        var craft = Craft("""<ReceivedVerifier><ContainerRef containerRef="hk"/></ReceivedVerifier>""");
        var go = craft.Release("GO");
        go.Take(craft.Receive("01 00"), Commanded.After(1));
        Assert.Equal(VerifierState.Watched, go.All[0].State);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_what_is_over_stays_as_it_was() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            string[] all = [Received, Complete, Failed, """<AcceptedVerifier><ParameterValueChange><ParameterRef parameterRef="count"/><Change value="1"/></ParameterValueChange><CheckWindow timeToStopChecking="PT3S"/></AcceptedVerifier>"""];
            var craft = Craft([.. all.Where(_ => chance.Next(3) > 0)]);
            var go = craft.Release("GO");
            var over = new Dictionary<int, (VerifierState, DateTimeOffset?)>();
            var at = 0.0;
            for (var i = 0; i < 12; i++)
            {
                at += chance.NextDouble() * 5 - (chance.Next(6) == 0 ? 3 : 0);
                var bytes = new byte[chance.Next(0, 5)];
                chance.NextBytes(bytes);
                if (bytes.Length > 0)
                    bytes[0] = (byte)chance.Next(0, 5);
                var changed = chance.Next(3) == 0 ? go.Advance(Commanded.After(at)) : go.Take(craft.Receive(Convert.ToHexString(bytes)), Commanded.After(at));
                Assert.All(changed, c => Assert.NotEqual(VerifierState.NotYet, c.State));
                Assert.All(over, o => Assert.Equal(o.Value, (go.All[o.Key].State, go.All[o.Key].At)));
                for (var v = 0; v < go.All.Count; v++)
                {
                    var one = go.All[v];
                    if (one.State is VerifierState.Passed or VerifierState.TimedOut)
                        over[v] = (one.State, one.At);
                    // Nothing passes outside of its window.
                    if (one.State == VerifierState.Passed)
                        Assert.True(one.At >= one.OpensAt && !(one.At >= one.ClosesAt));
                }
                Assert.True(go.Next is null || go.Outcome != CommandOutcome.Unknown);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
