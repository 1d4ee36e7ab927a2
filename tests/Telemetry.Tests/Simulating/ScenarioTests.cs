using System.Text;
using Gantry.TestKit;

namespace Gantry.Telemetry.Tests.Simulating;

public sealed class ScenarioTests
{
    private const string Channels =
        """
        channels:
          - name: craft
            database: mission.xml
            from: { kind: simulator, scenario: storm, seed: 7, rate: 20 }
        """;

    private const string Good =
        """
        description: A storm
        rates: { power: 2.5 }
        parameters:
          - { name: VOLTAGE, kind: sine, low: 1, high: 5, period: 30s }
          - { name: VOLTAGE, kind: step, values: [1, 2], every: 5s, from: 10s, until: 20s }
          - { name: MODE, kind: constant, value: 'OFF' }
        events:
          - { kind: limits, at: 10s, parameter: VOLTAGE, for: 5s }
          - { kind: gap, at: 20s, packet: power, packets: 3, every: 1m }
          - { kind: database, at: 30s, file: mission.xml }
        """;

    [Fact]
    public void A_channel_that_simulates_is_read_with_its_scenario()
    {
        Assert.Empty(Check(Channels, Good));
        var from = Assert.IsType<SimulatorDeclaration>(Assert.Single(TelemetryFolder.Read(Encoding.UTF8.GetBytes(Channels))).From);
        Assert.Equal(("storm", 7, 20.0, false), (from.Scenario, from.Seed, from.Rate!.Value, from.IsRecorded));
        Assert.Empty(Check(Channels.Replace("scenario: storm, seed: 7, rate: 20", "scenario: limits", StringComparison.Ordinal), null));
    }

    [Theory]
    [InlineData(2, "no container 'powr'; did you mean 'power'?", "power: 2.5", "powr: 2.5")]
    [InlineData(4, "no parameter 'VOLTAG'; did you mean 'VOLTAGE'?", "VOLTAGE, kind: sine", "VOLTAG, kind: sine")]
    [InlineData(4, "unknown key 'hig'", "high: 5", "hig: 5")]
    [InlineData(4, "of no kind", "kind: sine", "kind: wave")]
    [InlineData(5, "'many' is no number", "values: [1, 2]", "values: [1, many]")]
    [InlineData(6, "'FAST' is none of", "value: 'OFF'", "value: FAST")]
    [InlineData(8, "has no limits that a value of it could break", "parameter: VOLTAGE", "parameter: COUNT")]
    [InlineData(9, "no container 'powder'", "packet: power", "packet: powder")]
    [InlineData(10, "there is no file telemetry/next.xml", "file: mission.xml", "file: next.xml")]
    public void What_is_wrong_is_told_with_its_line(int line, string words, string right, string wrong)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var findings = Check(Channels, Good.Replace(right, wrong, StringComparison.Ordinal)).ToList();
        Assert.Contains(findings, f => f.File == "telemetry/scenarios/storm.yaml" && f.Line == line && (words == "of no kind" || f.Message.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_channel_whose_scenario_is_not_there_is_told()
    {
        Assert.Contains(Check(Channels, null), f => f.Line == 4 && f.Message.StartsWith("there is no file telemetry/scenarios/storm.yaml", StringComparison.Ordinal));
        Assert.Contains(Check(Channels + "\n    framing: { kind: slip }\n", Good), f => f.Line == 5 && f.Message.Contains("gives packets as they are, or in frames", StringComparison.Ordinal));
        Assert.Contains(Check(Channels + "\n    framing: { kind: frames, frames: uslp, code: none, length: 70000 }\n", Good), f => f.Line == 5 && f.Message.Contains("cannot send such frames: a USLP frame has up to 65536 octets", StringComparison.Ordinal));
        Assert.Empty(Check(Channels + "\n    framing: { kind: frames, frames: uslp }\n", Good));
        Assert.Empty(Check(Channels + "\n    framing: { kind: frames, frames: tm }\n", Good));
    }

    private static IEnumerable<Finding> Check(string channels, string? scenario)
    {
        List<MissionFile> all = [new(TelemetryFolder.Channels, Encoding.UTF8.GetBytes(channels)), new("telemetry/mission.xml", Encoding.UTF8.GetBytes(SamplePackets.Xml("0.5")))];
        if (scenario is not null)
            all.Add(new("telemetry/scenarios/storm.yaml", Encoding.UTF8.GetBytes(scenario)));
        var files = new MissionFiles(all);
        return TelemetryArea.Describe.Parts.SelectMany(p => p.Check(files));
    }
}
