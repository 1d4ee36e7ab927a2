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

    private static EncodedCommand Encode(string name, string[] arguments) =>
        _encoder.Encode(SwotMission.Xtce.FindCommand(name)!, arguments.Chunk(2).ToDictionary(p => p[0], p => p[1]));
}

file static class Encoded
{
    public static byte[] Octets(this EncodedCommand command) => command.Bytes.ToArray();
}
