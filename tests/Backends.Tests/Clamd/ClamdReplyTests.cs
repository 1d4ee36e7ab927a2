using Gantry.Clamd;
using Xunit;

namespace Gantry.Backends.Tests.Clamd;

public sealed class ClamdReplyTests
{
    [Theory]
    [InlineData("stream: OK", ScanState.Clean)]
    [InlineData("stream: Eicar-Test-Signature FOUND", ScanState.Infected)]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", ScanState.NotScanned)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanState.NotScanned)]
    [InlineData("stream: Can't allocate memory ERROR", ScanState.NotScanned)]
    public void Keeps_the_three_states_apart(string reply, ScanState state) => Assert.Equal(state, ClamdReply.Read(reply).State);

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("stream: OK FOUND it")]
    [InlineData("UNKNOWN COMMAND")]
    [InlineData("COMMAND READ TIMED OUT")]
    public void Concludes_nothing_from_what_it_does_not_understand(string reply) =>
        Assert.Throws<ScannerUnavailableException>(() => ClamdReply.Read(reply));

    [Fact]
    public void Reads_how_old_the_signatures_are()
    {
        var version = ClamdVersion.Read("ClamAV 1.4.6/27105/Mon Nov  6 08:33:10 2023");
        Assert.Equal(("ClamAV 1.4.6", new DateTimeOffset(2023, 11, 6, 8, 33, 10, TimeSpan.Zero)), (version.Program, version.SignaturesFrom));
        Assert.Null(ClamdVersion.Read("ClamAV 1.4.6").SignaturesFrom);
        Assert.Null(ClamdVersion.Read("ClamAV 1.4.6/0/nonsense").SignaturesFrom);
    }

    [Theory]
    [InlineData("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl")]
    [InlineData("scanner:3310", "scanner:3310")]
    [InlineData("[::1]:3310", "[::1]:3310")]
    public void Reads_an_address(string text, string shown) =>
        Assert.Equal(shown, ClamdAddress.TryParse(text, out var address) ? address.ToString() : null);

    [Theory]
    [InlineData("scanner")]
    [InlineData("scanner:0")]
    [InlineData("::1:3310")]
    [InlineData(":3310")]
    [InlineData("clamd.ctl")]
    public void Refuses_what_is_none(string text) => Assert.NotNull(ClamdAddress.WrongWith(text));
}
