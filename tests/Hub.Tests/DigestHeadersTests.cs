using Microsoft.AspNetCore.Http;
using Xunit;

namespace Gantry.Hub.Tests;

public class DigestHeadersTests
{
    private static readonly string _sha = Convert.ToBase64String(Convert.FromHexString(Digest.Of("x").Hex));

    private static Result<Expected> Read(string name, string value)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[name] = value;
        return DigestHeaders.Read(request);
    }

    [Theory]
    [InlineData("Repr-Digest", "sha-256=:{0}:")]
    [InlineData("Content-Digest", "sha-256=:{0}:")]
    [InlineData("Digest", "SHA-256={0}")]
    [InlineData("Repr-Digest", "sha-512=:zzz:, sha-256=:{0}:")]
    public void Reads_a_sha256_in_each_way_of_writing_it(string header, string value) =>
        Assert.Equal(Digest.Of("x"), Read(header, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, _sha)).OrThrow().Digest);

    [Fact]
    public void Reads_an_md5() =>
        Assert.Equal("9dd4e461268c8034f5c8564e155c67a6", Read("Content-MD5", "ndTkYSaMgDT1yFZOFVxnpg==").OrThrow().Md5);

    [Theory]
    [InlineData("Repr-Digest", "sha-256=:short:")]
    [InlineData("Repr-Digest", "nonsense")]
    [InlineData("Content-MD5", "not base64 at all")]
    public void Refuses_one_that_cannot_be_read_rather_than_pass_over_it(string header, string value)
    {
        var fault = Read(header, value).Fault;
        Assert.Equal("hub.bad_digest_header", fault?.Code);
        Assert.Contains(header, fault?.Message, StringComparison.Ordinal);
    }
}
