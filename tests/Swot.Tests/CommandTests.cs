using Gantry.Simulation;
using Gantry.Xtce;

namespace Swot.Tests;

public sealed class CommandTests
{
    private static readonly CommandEncoder _encoder = new(SwotMission.Xtce);

    [Theory]
    [InlineData("PING", "1810C00000002F11010000")]
    [InlineData("AOCS_POINT", "1840C00000002F0802000003 8E0000012C", "ROLL", "5")]
    [InlineData("ALT_HIGH_VOLTAGE", "1880C00000002F0802000080", "STATE", "ON")]
    [InlineData("EPS_SHED_BELOW", "1820C00000002F081400009600", "VOLTAGE", "24")]
    public void Become_octets_and_are_found_again(string name, string hex, params string[] arguments)
    {
        var encoded = Encode(name, arguments);

        Assert.Empty(encoded.Faults);
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(encoded.Octets()));
        Assert.Equal(name, new CommandDecoder(SwotMission.Xtce).Decode(encoded.Bytes)!.Command.Name);
    }

    [Theory]
    [InlineData("AOCS_POINT", "ROLL: 45 is out of", "ROLL", "45")]
    [InlineData("AOCS_WHEEL_SPEED", "WHEEL: 5 is out of", "WHEEL", "5")]
    [InlineData("ORB_BURN", "DELTA_V needs a value")]
    [InlineData("ALT_SET_MODE", "MODE: 'FLY' is none of OFF", "MODE", "FLY")]
    public void Refuse_what_is_out_of_range(string name, string fault, params string[] arguments) =>
        Assert.Contains(Encode(name, arguments).Faults, f => f.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Say_what_must_hold_what_shows_that_they_were_done_and_how_much_depends_on_them()
    {
        var burn = SwotMission.Xtce.FindCommand("ORB_BURN")!;
        Assert.Equal(ConsequenceLevel.Forbidden, burn.DefaultSignificance!.Consequence);
        Assert.Single(burn.Constraints);
        Assert.Equal(3, SwotMission.Xtce.FindCommand("TC")!.Verifiers.Count);
        Assert.Equal(VerifierStage.Complete, Assert.Single(SwotMission.Xtce.FindCommand("ALT_HIGH_VOLTAGE")!.Verifiers).Stage);
        Assert.All(SwotMission.Xtce.AllCommands, c => Assert.False(string.IsNullOrWhiteSpace(c.About.Short), c.Name));
    }

    [Theory]
    [InlineData("STANDBY", true)]
    [InlineData("TRACKING", false)]
    public void Leave_when_the_spacecraft_says_what_they_ask_for(string altimeter, bool isMet)
    {
        var flight = new Flight(new() { Rates = new Dictionary<string, double> { ["AOCS_HK"] = 1, ["ALT_HK"] = 1 }, Laws = [Constant("AOCS_MODE", "NOMINAL"), Constant("ALT_MODE", altimeter)] });
        var point = Encode("AOCS_POINT", ["ROLL", "5"]);
        var conditions = new CommandConditions(SwotMission.Xtce);
        Assert.Contains("nothing was received of AOCS_MODE", conditions.Constraints(point, flight.History.Last)[0].Reasons[0], StringComparison.Ordinal);
        flight.Fly(60, (_, _) => false);
        var verdict = Assert.Single(conditions.Constraints(point, flight.History.Last));
        Assert.Equal((isMet, isMet ? 0 : 1), (verdict.IsMet, verdict.Reasons.Count));
        Assert.Equal(ConsequenceLevel.Vital, conditions.Significance(point, flight.History.Last).Significance!.Consequence);
    }

    [Theory]
    [InlineData(1, CommandOutcome.Complete)]
    [InlineData(0, CommandOutcome.TimedOut)]
    public void Are_followed_by_the_reports_of_the_spacecraft(double completions, CommandOutcome outcome)
    {
        var flight = new Flight(new() { Rates = new Dictionary<string, double> { ["TM_ACCEPTED"] = 1, ["TM_STARTED"] = 1, ["TM_COMPLETED"] = completions, ["EPS_HK"] = 1 } });
        var ping = new CommandProgress(SwotMission.Xtce, Encode("PING", []), Flight.Start, flight.History.Last);
        Assert.Equal([VerifierStage.Accepted, VerifierStage.Executing, VerifierStage.Complete], ping.All.Select(v => v.Stage));
        flight.Fly(2_000, (packet, at) =>
        {
            ping.Take(packet, at);
            return ping.Outcome != CommandOutcome.Open;
        });
        Assert.Equal(outcome, ping.Outcome);
    }

    private static ParameterLaw Constant(string name, string value) => new(name, new ConstantLaw(value));

    private static EncodedCommand Encode(string name, string[] arguments) =>
        _encoder.Encode(SwotMission.Xtce.FindCommand(name)!, arguments.Chunk(2).ToDictionary(p => p[0], p => p[1]));
}

/// <summary>A simulated spacecraft and what was received of it.</summary>
file sealed class Flight(Scenario scenario)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly Spacecraft _spacecraft = new(SwotMission.Simulated, scenario, 1, Start);
    private readonly PacketDecoder _decoder = new(SwotMission.Xtce, SwotMission.Root);

    public History History { get; } = new(SwotMission.Xtce);

    public void Fly(int packets, Func<DecodedPacket, DateTimeOffset, bool> isEnough)
    {
        for (var i = 0; i < packets; i++)
        {
            var packet = _spacecraft.Next();
            if (isEnough(_decoder.Decode(packet.Octets, History), Start + packet.Due))
                return;
        }
    }
}

file static class Encoded
{
    public static byte[] Octets(this EncodedCommand command) => command.Bytes.ToArray();
}
