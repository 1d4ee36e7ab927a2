using System.Text.Json.Nodes;
using Gantry.Ccsds;
using Gantry.Parquet;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

/// <summary>Commands over files: nothing of them needs a server.</summary>
public sealed class TelemetryCommandTests : IDisposable
{
    private readonly SomeTelemetry _some = new();

    public void Dispose() => _some.Dispose();

    [Fact]
    public async Task Packets_are_told_as_tables_with_their_limits()
    {
        var said = await RunAsync("tm", "decode", _some.Packets, "--database", _some.Database);
        Assert.Equal((ExitCode.Done, 20), (said.ExitCode, said.Out.Split('\n').Count(l => l.StartsWith("/m/", StringComparison.Ordinal))));
        Assert.Contains("  PACKET  VERSION  TYPE  SECONDARY  APID  FLAGS  COUNT  LENGTH  VOLTAGE  TEMPERATURE\n", said.Out, StringComparison.Ordinal);
        Assert.Contains("    5      3      9       3      9!W          -18\n", said.Out, StringComparison.Ordinal);
        Assert.StartsWith("20 packets, 170 values in ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_forms_hold_the_same_values()
    {
        var csv = (await RunAsync("tm", "decode", _some.Packets, "-d", _some.Database, "--to", "csv", "-p", "VOLT*,MODE")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["packet,container,status,VOLTAGE,MODE", "0,/m/power,good,0,", "1,/m/state,good,,\"ON, or nearly\"", "2,/m/power,good,1,", "3,/m/state,good,,OFF"], csv[..5]);
        Assert.Equal("5,/m/state,good,,2", csv[6]);

        using var bytes = new MemoryStream();
        Assert.Equal(ExitCode.Done, (await RunAsync(bytes, "tm", "decode", _some.Packets, "-d", _some.Database, "--to", "json", "-p", "/m/VOLTAGE,MODE")).ExitCode);
        var json = System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(20, json.Count);
        Assert.Equal((9.0, "warning"), (json[18]["values"]!["/m/VOLTAGE"]!.GetValue<double>(), json[18]["levels"]!["/m/VOLTAGE"]!.GetValue<string>()));
        Assert.Equal("unlabelled", json[5]["states"]!["/m/MODE"]!.GetValue<string>());

        var file = _some.At("pass.parquet");
        var said = await RunAsync("tm", "decode", _some.Packets, "-d", _some.Database, "--to", "parquet", "-o", file, "-p", "VOLTAGE,MODE", "--json");
        Assert.Equal((20, 20), (said.Json["packets"]!.GetValue<int>(), said.Json["good"]!.GetValue<int>()));
        using var stream = File.OpenRead(file);
        var reader = ParquetReader.Open(stream);
        Assert.Equal(["packet", "container", "status", "VOLTAGE", "MODE"], reader.Columns.Select(c => c.Name));
        var volts = reader.Read(0, 3);
        Assert.Equal(20, volts.Rows);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), volts.Doubles.ToArray());
        Assert.Equal("ON, or nearly", System.Text.Encoding.UTF8.GetString(reader.Read(0, 4).Octets(0)));
    }

    [Fact]
    public async Task Raw_values_are_those_of_the_wire()
    {
        var csv = (await RunAsync("tm", "decode", _some.Packets, "-d", _some.Database, "--to", "csv", "--raw", "-p", "VOLTAGE")).Out;
        Assert.Contains("\n18,/m/power,good,18\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_at_the_end_is_told_and_all_before_it_is_decoded()
    {
        foreach (var (tail, words) in ((byte[], string)[])[([0, 5, 0xC0], "is cut off"), ([.. SamplePackets.Of(5, 0, 0)[..9]], "is cut off"), ([0x60, 0, 0, 0, 0, 0, 0], "those of no packet")])
        {
            var file = _some.Write("torn.bin", [.. File.ReadAllBytes(_some.Packets), .. tail]);
            var said = await RunAsync("tm", "decode", file, "-d", _some.Database, "--to", "csv");
            Assert.Equal((ExitCode.Invalid, 21), (said.ExitCode, said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
            Assert.Contains($"left at offset {new FileInfo(_some.Packets).Length}, where no whole packet begins", said.Error, StringComparison.Ordinal);
            Assert.Contains(words, said.Error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Invalid, (await RunAsync("tm", "packets", file)).ExitCode);
        }
    }

    [Fact]
    public async Task A_database_of_something_else_is_told_as_such()
    {
        var file = _some.Write("other.bin", [.. Enumerable.Range(0, 5).SelectMany(i => SamplePackets.Of(77, i, 1))]);
        var said = await RunAsync("tm", "decode", file, "-d", _some.Database);
        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Contains("5 are unidentified, the first because no container that extends packet matches (APID 77)", said.Error, StringComparison.Ordinal);
        Assert.Contains("None of the packets is one of m", said.Error, StringComparison.Ordinal);

        var broken = await RunAsync("tm", "decode", _some.Packets, "-d", _some.Write("broken.xml", "<SpaceSystem>\n<oh"));
        Assert.Equal(ExitCode.Invalid, broken.ExitCode);
        Assert.Contains("broken.xml:2:", broken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did you mean 'VOLTAGE'?", "tm", "decode", "PACKETS", "-d", "DATABASE", "-p", "VOLTGAE")]
    [InlineData("There is no file nowhere.bin", "tm", "decode", "nowhere.bin", "-d", "DATABASE")]
    [InlineData("There is no file nowhere.xml", "tm", "decode", "PACKETS", "-d", "nowhere.xml")]
    [InlineData("is a folder", "tm", "packets", "/tmp")]
    [InlineData("--to parquet needs --output", "tm", "decode", "PACKETS", "-d", "DATABASE", "--to", "parquet")]
    [InlineData("--json tells how it went", "tm", "decode", "PACKETS", "-d", "DATABASE", "--json")]
    [InlineData("is not 0 to 4096 octets", "tm", "packets", "PACKETS", "--prefix", "-1")]
    [InlineData("the length of a frame must be said", "tm", "frames", "PACKETS", "--code", "none")]
    public async Task What_makes_no_sense_is_told_before_anything_is_done(string words, params string[] args)
    {
        var said = await RunAsync([.. args.Select(a => a switch { "PACKETS" => _some.Packets, "DATABASE" => _some.Database, _ => a })]);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_tell_what_is_missing_between_packets()
    {
        var file = _some.Write("gap.bin", [.. ((int[])[0, 1, 2, 6, 6, 7, 0]).SelectMany(c => SamplePackets.Of(5, c, c)), .. SamplePackets.Of(2047, 0, 0)]);
        var said = await RunAsync("tm", "packets", file, "--json");
        var process = Assert.Single(said.Json["processes"]!.AsArray())!;
        Assert.Equal((7, 1, 3, 1, 1), (process["packets"]!.GetValue<int>(), process["gaps"]!.GetValue<int>(), process["missing"]!.GetValue<int>(), process["repeated"]!.GetValue<int>(), process["resets"]!.GetValue<int>()));
        Assert.Equal(1, said.Json["idlePackets"]!.GetValue<int>());

        var lines = (await RunAsync("tm", "packets", file, "--headers")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.Equal("        30     5  tm          6      10  Whole   no", lines[4]);
    }

    [Fact]
    public async Task Packets_behind_prefixes_are_found()
    {
        var file = _some.Write("prefixed.bin", [.. Enumerable.Range(0, 3).SelectMany(i => (byte[])[1, 2, 3, 4, .. SamplePackets.Of(5, i, i)])]);
        Assert.Equal(3, (await RunAsync("tm", "packets", file, "--prefix", "4", "--json")).Json["processes"]![0]!["packets"]!.GetValue<int>());
    }

    [Fact]
    public async Task Frames_give_their_packets_and_say_what_is_missing()
    {
        var frames = Enumerable.Range(0, 8).Where(i => i != 3).SelectMany(Frame).ToArray();
        var file = _some.Write("pass.cadu", frames);
        var packets = _some.At("packets.bin");
        var said = await RunAsync("tm", "frames", file, "--kind", "tm", "--code", "none", "--length", "31", "--check", "crc16", "--packets", packets, "--json");
        var channel = Assert.Single(said.Json["channels"]!.AsArray())!;
        Assert.Equal((7, 1, 1, 14), (channel["frames"]!.GetValue<int>(), channel["gaps"]!.GetValue<int>(), channel["lostFrames"]!.GetValue<int>(), channel["packets"]!.GetValue<int>()));
        Assert.Equal(14 * 10, new FileInfo(packets).Length);

        var wrong = await RunAsync("tm", "frames", file, "--kind", "aos", "--code", "none", "--length", "31");
        Assert.Equal(ExitCode.Invalid, wrong.ExitCode);
        Assert.Contains("is it another kind of frame", wrong.Error, StringComparison.Ordinal);

        // Two packets fill the zone of a frame, all but an idle one.
        static byte[] Frame(int count)
        {
            var block = new byte[31];
            byte[] zone = [.. SamplePackets.Of(5, 2 * count, count), .. SamplePackets.Of(5, 2 * count + 1, count)];
            Assert.True(new TmFrame { SpacecraftId = 9, VirtualCount = (byte)count, SegmentLength = 3, Data = (byte[])[.. zone, 0xE0, 0xE0, 0xE0] }.TryWrite(block, new(FrameCheck.Crc16)));
            Randomiser.Telemetry.Apply(block);
            return [.. SyncMarkers.Standard, .. block];
        }
    }

    [Fact]
    public async Task Findings_of_a_database_have_a_number_and_a_line()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("xtce", "check", _some.Database)).ExitCode);
        var bad = _some.Write("bad.xml", SamplePackets.Xml("0.5").Replace("parameterTypeRef=\"volts\"", "parameterTypeRef=\"vlots\"", StringComparison.Ordinal));
        var said = await RunAsync("xtce", "check", "--strict", bad);
        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Matches(@"bad\.xml:\d+:\d+: error XT012: ", said.Out);
        var findings = (await RunAsync("xtce", "check", "--strict", "--form", "json", bad)).Json.AsArray();
        Assert.Contains(findings, f => f!["code"]!.GetValue<string>() == "XT012" && f["line"]!.GetValue<int>() > 1);
        Assert.Equal("2.1.0", (await RunAsync("xtce", "check", "--form", "sarif", bad)).Json["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_databases_are_compared_in_words()
    {
        var after = _some.Write("after.xml", SamplePackets.Xml("0.25"));
        var said = await RunAsync("xtce", "diff", _some.Database, after);
        Assert.Contains("parameter VOLTAGE: ", said.Out, StringComparison.Ordinal);
        Assert.Contains("1 packets are decoded otherwise: power", said.Out, StringComparison.Ordinal);
        Assert.Equal("They say the same.\n", (await RunAsync("xtce", "diff", _some.Database, _some.Database)).Out);
    }

    [Fact]
    public async Task What_a_change_of_a_database_does_to_recorded_packets_is_counted()
    {
        string[] diff = ["xtce", "diff", _some.Database, _some.Write("after.xml", SamplePackets.Xml("0.25")), "--packets", _some.Packets];
        var said = await RunAsync(diff);
        Assert.EndsWith("\nOf 20 recorded packets 9 come out otherwise, 0 of them as packets of another kind:\n  VOLTAGE: another value in 9, another level in 1; first in packet 2: 0.5 (was 1)\n", said.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync([.. diff, "--json"])).Json["recorded"]!["leaves"]![0]!["levels"]!.GetValue<int>());
        Assert.Contains("All of 20 recorded packets come out as before.", (await RunAsync("xtce", "diff", _some.Database, _some.Database, "--packets", _some.Packets)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Displays_and_scenarios_that_a_change_of_a_database_touches_are_named()
    {
        _some.Write("mission.yaml", "name: probe");
        Directory.CreateDirectory(_some.At("telemetry/displays"));
        Directory.CreateDirectory(_some.At("telemetry/scenarios"));
        _some.Write("telemetry/displays/power.yaml", "title: Power\ngroups: [{ title: Bus, kind: table, parameters: [VOLTAGE, MODE] }]");
        _some.Write("telemetry/scenarios/night.yaml", "parameters: [{ name: TEMPERATURE, kind: constant, value: 1 }]");
        _some.Write("telemetry/scenarios/day.yaml", "parameters: [{ name: APID, kind: constant, value: 1 }]");
        var after = _some.Write("telemetry/after.xml", SamplePackets.Xml("0.25").Replace("\"TEMPERATURE\"", "\"WARMTH\"", StringComparison.Ordinal));
        var said = await RunAsync("xtce", "diff", _some.Database, after);
        Assert.EndsWith("\ntelemetry/displays/power.yaml names what is touched: VOLTAGE\ntelemetry/scenarios/night.yaml names what is gone: TEMPERATURE\n", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_a_database_is_printed()
    {
        var whole = await RunAsync("xtce", "print", _some.Database);
        Assert.Matches(@"/m/power +packet +APID == 5 +2\n", whole.Out);
        var one = await RunAsync("xtce", "print", _some.Database, "VOLT*", "power");
        foreach (var words in (string[])["/m/VOLTAGE", "calibrated by 0.5 x", "V", "warning outside", "/m/power", "TEMPERATURE"])
            Assert.Contains(words, one.Out, StringComparison.Ordinal);
        var none = await RunAsync("xtce", "print", _some.Database, "TEMPERATUR");
        Assert.Equal(ExitCode.Missing, none.ExitCode);
        Assert.Contains("did you mean 'TEMPERATURE'?", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    [InlineData("1.1")]
    public async Task A_database_is_written_again_and_says_the_same(string version)
    {
        var file = _some.At("again.xml");
        var said = await RunAsync("xtce", "convert", _some.Database, "--version", version, "-o", file);
        Assert.Contains("says the same", said.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync("xtce", "check", "--strict", "--no-notes", file)).ExitCode);
        Assert.Equal("They say the same.\n", (await RunAsync("xtce", "diff", _some.Database, file)).Out);
    }

    [Fact]
    public async Task What_an_older_version_cannot_say_is_told_with_its_line()
    {
        var xml = await File.ReadAllTextAsync(_some.Database, TestContext.Current.CancellationToken);
        var told = _some.Write("told.xml", xml.Replace("<WarningRange maxInclusive=\"8\"/>", "<WarningRange maxInclusive=\"8\"/></StaticAlarmRanges><AlarmMultiRanges><Range maxInclusive=\"9\" level=\"critical\"/></AlarmMultiRanges></DefaultAlarm>", StringComparison.Ordinal)
            .Replace("</DefaultAlarm></StaticAlarmRanges></DefaultAlarm>", "</DefaultAlarm>", StringComparison.Ordinal));
        var file = _some.At("older.xml");
        var said = await RunAsync("xtce", "convert", told, "--version", "1.1", "-o", file);
        Assert.Equal(ExitCode.Done, said.ExitCode);
        Assert.Matches(@"told.xml:\d+:\d+: warning XT091: several alarm ranges of one level, for which XTCE 1.1 has no place; it is left out\.", said.Error);

        var refused = _some.Write("refused.xml", xml.Replace("</ParameterTypeSet>", "<FloatParameterType name=\"ibm\"><FloatDataEncoding encoding=\"IBM\"/></FloatParameterType></ParameterTypeSet>", StringComparison.Ordinal));
        said = await RunAsync("xtce", "convert", refused, "--version", "1.1", "-o", _some.At("never.xml"));
        Assert.Equal(ExitCode.Invalid, said.ExitCode);
        Assert.Contains("XT090: a float of 32 bits Ibm: XTCE 1.1 cannot say that; nothing is written.", said.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_some.At("never.xml")));
    }

    private static Task<Said> RunAsync(params string[] args) => RunAsync(Stream.Null, args);

    private static async Task<Said> RunAsync(Stream bytes, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Out = output, Error = error, In = TextReader.Null, OpenOut = () => bytes, Variable = _ => null };
        var code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
