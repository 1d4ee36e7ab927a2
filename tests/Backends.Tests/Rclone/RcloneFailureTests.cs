using Gantry.Rclone;
using Xunit;

namespace Gantry.Backends.Tests.Rclone;

public class RcloneFailureTests
{
    [Theory]
    [InlineData(RemoteFailure.Unreachable, "dial tcp 127.0.0.1:1: connect: connection refused")]
    [InlineData(RemoteFailure.Unreachable, "lookup nowhere.example: no such host")]
    [InlineData(RemoteFailure.Unreachable, "read tcp: i/o timeout")]
    [InlineData(RemoteFailure.Denied, "NewFs: couldn't connect SSH: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none password]")]
    [InlineData(RemoteFailure.Denied, "NewFs: couldn't connect SSH: ssh: handshake failed: knownhosts: key mismatch")]
    [InlineData(RemoteFailure.Denied, "failed to make FTP connection: 530 Login incorrect.")]
    [InlineData(RemoteFailure.Denied, "SignatureDoesNotMatch: the request signature we calculated does not match\n\tstatus code: 403")]
    [InlineData(RemoteFailure.Denied, "x509: certificate signed by unknown authority")]
    [InlineData(RemoteFailure.Missing, "directory not found")]
    [InlineData(RemoteFailure.Missing, "NoSuchBucket: The specified bucket does not exist.")]
    [InlineData(RemoteFailure.Full, "write: no space left on device")]
    [InlineData(RemoteFailure.Full, "507 Insufficient Storage")]
    [InlineData(RemoteFailure.Busy, "421 Too many connections (8) from this IP")]
    [InlineData(RemoteFailure.Busy, "SlowDown: Please reduce your request rate.")]
    [InlineData(RemoteFailure.Busy, "rcat error: Update ReadFrom failed: sftp: \"Failure\" (SSH_FX_FAILURE)")]
    [InlineData(RemoteFailure.Refused, "something that nobody has seen before")]
    public void Reads_what_it_means_for_a_next_try(RemoteFailure failure, string said) => Assert.Equal(failure, RcloneFailure.Read(said));

    [Fact]
    public void Shows_one_line_without_what_a_terminal_would_obey()
    {
        var shown = RcloneFailure.Of(new(RemoteProtocol.Ftp, "host", ""), "listing", "2026/01/02 03:04:05 ERROR : first\n2026/01/02 03:04:05 ERROR : \u001b[31mlast\n").Message;
        Assert.Equal("ftp://host/: listing did not work: [31mlast", shown);
    }
}
