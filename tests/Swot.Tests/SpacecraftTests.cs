using Gantry;
using Gantry.Simulation;
using Gantry.Telemetry;
using Gantry.Xtce;

namespace Swot.Tests;

public sealed class SpacecraftTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_folder_is_sound()
    {
        var files = new MissionFiles(Directory.EnumerateFiles(SwotMission.Folder, "*", SearchOption.AllDirectories).Select(f => new MissionFile(Path.GetRelativePath(SwotMission.Folder, f).Replace('\\', '/'), File.ReadAllBytes(f))));
        Assert.Empty(TelemetryArea.Describe.Parts.SelectMany(p => p.Check(files)).Select(f => $"{f.File}:{f.Line} {f.Message}"));
    }

    [Theory]
    [InlineData("nominal")]
    [InlineData("routine")]
    public void Every_packet_of_a_quiet_day_decodes_within_its_limits(string scenario)
    {
        var rows = Fly(scenario, 2000);
        Assert.All(rows, r => Assert.Equal((DecodeStatus.Good, 0), (r.Status, r.Wrong.Count)));
        Assert.True(rows.Select(r => r.Container).Distinct().Count() >= 18);
        Assert.True(rows.SelectMany(r => r.Values.Keys).Distinct().Count() > SwotMission.Xtce.AllParameters.Count);
    }

    [Fact]
    public void Its_clock_and_its_laws_are_followed()
    {
        var rows = Fly("routine", 500);
        var first = rows.First(r => r.Container == "EPS_HK");
        Assert.Equal("NOMINAL", rows.First(r => r.Container == "AOCS_HK").Values["/SWOT/AOCS_MODE"]);
        // 2026-11-21T09:00:00 UTC is so many seconds of GPS.
        Assert.InRange(double.Parse(first.Values["/SWOT/OBT"].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 1479286818, 1479286819);
    }

    [Fact]
    public void What_is_dynamic_comes_and_goes()
    {
        var rows = Fly("routine", 3000);
        var echoes = rows.Where(r => r.Container == "ALT_SCIENCE").Select(r => r.Values.ContainsKey("/SWOT/ALT_ECHO[63]")).Distinct().Count();
        var beacons = rows.Where(r => r.Container == "DORIS_SCIENCE").Select(r => r.Values.Keys.Count(k => k.StartsWith("/SWOT/DOR_BEACON", StringComparison.Ordinal))).Distinct().Order();
        Assert.Equal(2, echoes);
        Assert.Equal([1, 2, 3, 4], beacons);
    }

    [Fact]
    public void A_bad_day_breaks_limits_and_loses_packets()
    {
        var rows = Fly("weak-battery", 2000);
        Assert.Contains(rows, r => r.Wrong.Contains("/SWOT/EPS_BUS_VOLTAGE"));
        Assert.Contains(rows, r => r.Wrong.Contains("/SWOT/STR_1_STARS"));
        Assert.Contains(rows, r => r.Gap == 3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_packets_and_another_gives_others()
    {
        Assert.Equal(Octets(3), Octets(3));
        Assert.NotEqual(Octets(3), Octets(4));
    }

    private static byte[] Octets(int seed)
    {
        var spacecraft = New("weak-battery", seed);
        return [.. Enumerable.Range(0, 1000).SelectMany(_ => spacecraft.Next().Octets)];
    }

    private static Spacecraft New(string scenario, int seed)
    {
        var file = Path.Combine(SwotMission.Folder, "telemetry", "scenarios", scenario + ".yaml");
        IReadOnlyList<ScenarioProblem> problems = [];
        var read = Scenario.Words.Contains(scenario) ? Scenario.Of(scenario) : ScenarioFile.Read(File.ReadAllBytes(file), file, SwotMission.Xtce, out problems);
        Assert.Empty(problems);
        return new(SwotMission.Simulated, read!, seed, _start);
    }

    private static List<Seen> Fly(string scenario, int count)
    {
        var (spacecraft, decoder, rows, last) = (New(scenario, 1), new RowDecoder(CompiledDatabase.Compile(SwotMission.Xtce, SwotMission.Root)), new List<Seen>(), new Dictionary<string, int>());
        for (var i = 0; i < count; i++)
        {
            var packet = spacecraft.Next().Octets;
            decoder.Decode(packet, [new(0, packet.Length)], row =>
            {
                var values = row.Cells.ToDictionary(c => c.Leaf.Name, c => c.Value.ToString());
                var number = int.Parse(values["/SWOT/COUNT"], System.Globalization.CultureInfo.InvariantCulture);
                var gap = last.TryGetValue(values["/SWOT/APID"], out var before) ? number - before - 1 : 0;
                last[values["/SWOT/APID"]] = number;
                rows.Add(new(row.Container!.Name, row.Status, values, [.. row.Cells.Where(c => c.Level != ConcernLevel.Normal || c.State != SampleState.Good).Select(c => c.Leaf.Name)], gap));
            });
        }
        return rows;
    }

    private sealed record Seen(string Container, DecodeStatus Status, Dictionary<string, string> Values, IReadOnlyList<string> Wrong, int Gap);
}
