namespace Gantry.Xtce.Tests;

/// <summary>What must hold before a command leaves, and how much depends on it.</summary>
public sealed class ConditionTests
{
    private const string Both = """
        <TransmissionConstraintList>
        <TransmissionConstraint timeOut="PT10S" suspendable="true"><Comparison parameterRef="volt" comparisonOperator="&gt;" value="24"/></TransmissionConstraint>
        <TransmissionConstraint><ComparisonList><Comparison parameterRef="mode" value="SAFE"/><Comparison parameterRef="count" comparisonOperator="!=" value="0"/></ComparisonList></TransmissionConstraint>
        </TransmissionConstraintList>
        """;

    private static IReadOnlyList<ConstraintVerdict> Judge(Commanded craft, string name, params string[] arguments) =>
        new CommandConditions(craft.Database).Constraints(craft.Encode(name, arguments), craft.History.Last);

    private static string Constraint(string criteria) => $"<TransmissionConstraintList><TransmissionConstraint>{criteria}</TransmissionConstraint></TransmissionConstraintList>";

    private static string Or(string first, string second) => $"<BooleanExpression><ORedConditions>{first}{second}</ORedConditions></BooleanExpression>";

    private static string Condition(string parameter, string by, string right) =>
        $"<Condition><ParameterInstanceRef parameterRef='{parameter}'/><ComparisonOperator>{by}</ComparisonOperator>{right}</Condition>";

    [Fact]
    public void What_was_never_received_is_not_met_and_says_so()
    {
        var craft = new Commanded(Commanded.Command("GO", Both));
        var verdicts = Judge(craft, "GO");
        Assert.All(verdicts, v => Assert.False(v.IsMet));
        Assert.Equal(["volt > 24 does not hold: nothing was received of volt"], verdicts[0].Reasons);
        Assert.Equal(["mode == SAFE does not hold: nothing was received of mode", "count != 0 does not hold: nothing was received of count"], verdicts[1].Reasons);
    }

    [Fact]
    public void What_is_not_met_says_what_is()
    {
        var craft = new Commanded(Commanded.Command("GO", Both));
        craft.Receive("01 01 14 03");
        var verdicts = Judge(craft, "GO");
        Assert.Equal(["volt > 24 does not hold: volt is 20"], verdicts[0].Reasons);
        Assert.Equal(["mode == SAFE does not hold: mode is IDLE"], verdicts[1].Reasons);

        craft.Receive("01 01 19 02");
        Assert.All(Judge(craft, "GO"), v => Assert.True(v.IsMet));
    }

    [Fact]
    public void One_waits_as_long_as_the_time_out_says_and_without_one_not_at_all()
    {
        var craft = new Commanded(Commanded.Command("GO", Both));
        var verdicts = Judge(craft, "GO");
        Assert.True(verdicts[0].Constraint.IsSuspendable);
        Assert.Equal([ConstraintState.Waiting, ConstraintState.TimedOut], [verdicts[0].After(TimeSpan.FromSeconds(9.9)), verdicts[0].After(TimeSpan.FromSeconds(10))]);
        Assert.Equal(ConstraintState.TimedOut, verdicts[1].After(TimeSpan.Zero));
        craft.Receive("01 01 19 02");
        Assert.Equal(ConstraintState.Met, Judge(craft, "GO")[0].After(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void An_expression_is_met_by_any_of_its_ways_and_else_names_them_all()
    {
        var craft = new Commanded(Commanded.Command("GO", Constraint(Or(Condition("volt", "==", "<ParameterInstanceRef parameterRef='count'/>"), Condition("mode", "==", "<Value>SAFE</Value>")))));
        craft.Receive("01 07 08 03");
        Assert.Equal(["volt == count does not hold: volt is 8, count is 7", "mode == SAFE does not hold: mode is IDLE"], Assert.Single(Judge(craft, "GO")).Reasons);
        craft.Receive("01 08 08 03");
        Assert.True(Assert.Single(Judge(craft, "GO")).IsMet);
    }

    [Theory]
    [InlineData("site", true)]
    [InlineData("sent", false)]
    public void A_value_the_database_gives_counts_where_no_spacecraft_sends_it(string parameter, bool isMet) =>
        Assert.Equal(isMet, Assert.Single(Judge(new Commanded(Commanded.Command("GO", Constraint(Given.Equal(parameter, "7")))), "GO")).IsMet);

    [Fact]
    public void Constraints_of_what_a_command_extends_hold_too()
    {
        var craft = new Commanded(Commanded.Command("BASE", Constraint(Given.Equal("volt", "1"))) + "<MetaCommand name='GO'><BaseMetaCommand metaCommandRef='BASE'/>" + Constraint(Given.Equal("volt", "2")) + "</MetaCommand>");
        Assert.Equal(["volt == 1", "volt == 2"], Judge(craft, "GO").Select(v => Words.Of(v.Constraint.When)));
    }

    [Fact]
    public void A_restricted_constraint_holds_for_its_arguments_alone()
    {
        var craft = new Commanded(Commanded.Command("GO", $"""
            <TransmissionConstraintList><TransmissionConstraint>{Given.Equal("volt", "1")}<ArgumentRestrictionList><ArgumentRestriction argumentName="level" argumentValue="9"/></ArgumentRestrictionList></TransmissionConstraint></TransmissionConstraintList>
            """));
        Assert.Empty(Judge(craft, "GO"));
        Assert.Single(Judge(craft, "GO", "level", "9"));
    }

    [Fact]
    public void Significance_is_that_of_the_first_context_that_holds_else_the_default()
    {
        var craft = new Commanded(Commanded.Command("GO", """
            <DefaultSignificance reasonForWarning="it burns" consequenceLevel="vital"/><ContextSignificanceList><ContextSignificance><ContextMatch><Comparison parameterRef="mode" value="SAFE"/></ContextMatch><Significance consequenceLevel="critical"/></ContextSignificance></ContextSignificanceList>
            """));
        var conditions = new CommandConditions(craft.Database);
        var before = conditions.Significance(craft.Encode("GO"), craft.History.Last);
        Assert.Equal((ConsequenceLevel.Vital, "it burns"), (before.Significance!.Consequence, before.Significance.Reason));
        Assert.Equal("Critical when mode == SAFE: nothing was received of mode", Assert.Single(before.Undecided));

        craft.Receive("01 01 14 02");
        var safe = conditions.Significance(craft.Encode("GO"), craft.History.Last);
        Assert.Equal(ConsequenceLevel.Critical, safe.Significance!.Consequence);
        Assert.NotNull(safe.Context);
        craft.Receive("01 01 14 03");
        Assert.Empty(conditions.Significance(craft.Encode("GO"), craft.History.Last).Undecided);
    }
}
