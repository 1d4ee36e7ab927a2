using System.Text;
using System.Text.RegularExpressions;
using Gantry.TestKit;

namespace Gantry.Telemetry.Tests.Declaring;

public sealed class TelemetryFolderTests
{
    private const string Good =
        """
        channels:
          - name: downlink
            environments: [dev, ops]
            database: mission.xml
            from: { kind: udp, port: 10015 }
          - name: frames
            database: mission.xml
            time: COUNT
            from: { kind: tcp, host: station.example, port: 4000 }
            framing: { kind: frames, frames: tm, code: none, length: 1115, check: crc16 }
          - { name: tape, database: mission.xml, from: { kind: replay, folder: passes, speed: 2 }, framing: { kind: fixed, length: 40, marker: '1ACF' } }
        """;

    [Fact]
    public void Channels_are_read_as_they_are_written()
    {
        Assert.Empty(Check(Good));
        var channels = TelemetryFolder.Read(Encoding.UTF8.GetBytes(Good));
        Assert.Equal(["downlink", "frames", "tape"], channels.Select(c => c.Name));
        Assert.Equal((new UdpDeclaration("127.0.0.1", 10015), "telemetry/mission.xml"), (channels[0].From, channels[0].Database));
        Assert.Equal([Rungs.Ops], channels[1].Environments);
        Assert.Equal(1115, Assert.IsType<FramesDeclaration>(channels[1].Framing).Format.DataLength);
        Assert.Equal(new ReplayDeclaration("passes", 2), channels[2].From);
        Assert.True(channels[2].From.IsRecorded);
    }

    [Theory]
    [InlineData(4, "there is no file telemetry/mision.xml; did you mean 'mission.xml'?", "database: mission.xml\n    from: { kind: udp", "database: mision.xml\n    from: { kind: udp")]
    [InlineData(5, "unknown key 'prot'", "port: 10015", "prot: 10015")]
    [InlineData(5, "65535", "port: 10015", "port: 70000")]
    [InlineData(6, "declared in line 2 already", "name: frames", "name: downlink")]
    [InlineData(8, "has no parameter 'COUNTS'; did you mean 'COUNT'?", "time: COUNT", "time: COUNTS")]
    [InlineData(10, "the length of a frame must be said", "code: none, length: 1115", "code: none")]
    [InlineData(10, "the code carries frames of 892 octets", "code: none, length", "code: rs16, length")]
    [InlineData(11, "is not 1 to 32 octets in hexadecimal digits", "'1ACF'", "'1AC'")]
    [InlineData(11, "of no kind", "kind: replay, folder: passes, speed: 2", "kind: tape")]
    [InlineData(11, "a name of a file or folder", "folder: passes", "folder: ../passes")]
    [InlineData(9, "not an IP address", "kind: tcp, host: station.example", "kind: udp, address: station.example")]
    public void What_is_wrong_is_told_with_its_line(int line, string words, string right, string wrong)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var findings = Check(Good.Replace(right, wrong, StringComparison.Ordinal)).ToList();
        if (words == "of no kind")
            Assert.Contains(findings, f => f.Line == line);
        else
            Assert.Contains(findings, f => f.Line == line && f.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_database_that_cannot_be_used_is_told_with_its_own_lines()
    {
        var findings = Check(Good, SamplePackets.Xml("0.5").Replace("</SpaceSystem>", "", StringComparison.Ordinal)).ToList();
        Assert.Contains(findings, f => f.File == "telemetry/mission.xml" && f.Message.StartsWith("XT000", StringComparison.Ordinal) && f.Line > 1);
        var rootless = Check(Good, Regex.Replace(SamplePackets.Xml("0.5"), "<BaseContainer.*?</BaseContainer>", ""));
        Assert.Contains(rootless, f => f.File == TelemetryFolder.Channels && f.Message.Contains("name it as 'root'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ kind: cds, fineness: us }", "5A45 0000 0007 0089", "2021-04-09T00:00:00.0071370Z")]
    [InlineData("{ kind: cds, offset: 8, epoch: 2000-01-01 }", "FFFF 0001 0000 03E8", "2000-01-02T00:00:01.0000000Z")]
    [InlineData("{ kind: cuc, epoch: gps, fraction: 1 }", "0000 0001 80", "1980-01-06T00:00:01.5000000Z")]
    [InlineData("{ kind: cuc, epoch: posix, fraction: 0 }", "0000 003C", "1970-01-01T00:01:00.0000000Z")]
    [InlineData("{ kind: cds }", "5A45 FFFF FFFF", null)]
    [InlineData("{ kind: cuc, seconds: 7, fraction: 0, epoch: posix }", "FFFF FFFF FFFF FF", null)]
    [InlineData("{ kind: cuc, seconds: 7, fraction: 0 }", "FFFF FFFF FFFF FF", null)]
    [InlineData("{ kind: cuc }", "00", null)]
    public void A_clock_reads_the_time_that_stands_in_every_packet(string clock, string hex, string? expected)
    {
        var text = Good.Replace("from: { kind: udp", $"clock: {clock}\n    from: {{ kind: udp", StringComparison.Ordinal);
        Assert.Empty(Check(text));
        byte[] packet = [0, 5, 0xC0, 0, 0, 9, .. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))];
        var time = TelemetryFolder.Read(Encoding.UTF8.GetBytes(text))[0].Clock!.Read(packet);
        Assert.Equal(expected, time?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Another_file_of_channels_is_read_by_nobody()
    {
        var files = new MissionFiles([new("telemetry/more.yaml", "channels: []"u8.ToArray())]);
        Assert.Contains("nothing reads this file", Assert.Single(new TelemetryFolder().Check(files)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Finding> Check(string channels, string? database = null) => new TelemetryFolder().Check(new MissionFiles(
        [new(TelemetryFolder.Channels, Encoding.UTF8.GetBytes(channels)), new("telemetry/mission.xml", Encoding.UTF8.GetBytes(database ?? SamplePackets.Xml("0.5")))]));
}
