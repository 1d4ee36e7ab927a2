using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class PusTests
{
    [Fact]
    public void Reads_a_report_of_issue_C()
    {
        Assert.Equal(PusStatus.Good, PusReportHeader.TryRead(Some.Hex("25 03 19 0102 0304 AABBCCDD EE"), new(TimeLength: 4), out var header, out var rest));
        Assert.Equal((5, 3, 25, 0x0102, 0x0304), (header.TimeStatus, header.Service, header.Subtype, header.Counter, header.Destination));
        Assert.Equal(("AABBCCDD", "EE"), (Convert.ToHexString(header.Time), Convert.ToHexString(rest)));
    }

    [Fact]
    public void Reads_a_command_of_issue_C()
    {
        Assert.Equal(PusStatus.Good, PusCommandHeader.TryRead(Some.Hex("29 11 01 0042 07"), new(), out var header, out var rest));
        Assert.Equal(new(17, 1, PusAcknowledge.Acceptance | PusAcknowledge.Completion, 0x42), header);
        Assert.Equal(7, Assert.Single(rest.ToArray()));
    }

    [Fact]
    public void Reads_both_of_issue_A_with_the_fields_the_mission_has()
    {
        var bare = new PusFormat(PusVersion.A, TimeLength: 2);
        Assert.Equal(PusStatus.Good, PusCommandHeader.TryRead(Some.Hex("1F 11 01"), bare, out var command, out _));
        Assert.Equal(15, (int)command.Acknowledge);
        Assert.Equal(PusStatus.Good, PusReportHeader.TryRead(Some.Hex("10 01 01 05 06 AAAA 00"), bare with { HasCounter = true, HasPeer = true, SpareLength = 1 }, out var report, out var rest));
        Assert.Equal((5, 6, 0), (report.Counter, report.Destination, rest.Length));
        Assert.Equal(PusStatus.OtherVersion, PusReportHeader.TryRead(Some.Hex("25 03 19 0102 0304"), bare, out _, out _));
    }

    [Fact]
    public void Headers_read_back_as_they_were_written() => Prop.ForAll(Some.Noise(40, [0x20], [0x10]), Gen.Choose(0, 63).ToArbitrary(), (noise, bits) =>
    {
        var format = new PusFormat((bits & 1) == 0 ? PusVersion.C : PusVersion.A, bits >> 3, bits >> 4, (bits & 2) != 0, (bits & 4) != 0);
        if (PusReportHeader.TryRead(noise, format, out var report, out var rest) == PusStatus.Good)
        {
            var written = new byte[format.ReportHeaderLength];
            Assert.True(report.TryWrite(written, format));
            Assert.Equal(noise.Length, written.Length + rest.Length);
            Assert.Equal(noise[1..(written.Length - format.SpareLength)], written[1..^format.SpareLength]);
        }
        if (PusCommandHeader.TryRead(noise, format, out var command, out _) == PusStatus.Good)
        {
            var written = new byte[format.CommandHeaderLength];
            Assert.True(command.TryWrite(written, format));
            Assert.Equal(PusStatus.Good, PusCommandHeader.TryRead(written, format, out var again, out _));
            Assert.Equal(command, again);
        }
    }).Check(Some.Hard);
}
