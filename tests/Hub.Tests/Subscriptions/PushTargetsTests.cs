using System.Net;
using Xunit;

namespace Gantry.Hub.Tests.Subscriptions;

public class PushTargetsTests
{
    private readonly PushTargets _public = new(new());
    private readonly PushTargets _private = new(new() { PrivateTargets = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("127.0.0.1/32")] });

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("ff02::1")]
    public void Nothing_that_is_not_public_is_reached(string address) => Assert.False(_public.MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    public void What_is_public_is(string address) => Assert.True(_public.MayReach(IPAddress.Parse(address)));

    [Fact]
    public void A_network_that_was_allowed_is_reached_and_its_neighbours_are_not()
    {
        Assert.True(_private.MayReach(IPAddress.Parse("10.1.200.1")));
        Assert.True(_private.MayReach(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(_private.MayReach(IPAddress.Parse("10.2.0.1")));
        Assert.False(_private.MayReach(IPAddress.Parse("127.0.0.2")));
    }

    [Theory]
    [InlineData("ftp://example.org/", "not an http")]
    [InlineData("file:///etc/passwd", "not an http")]
    [InlineData("example.org", "not an http")]
    [InlineData("http://user:secret@example.org/", "NotificationEpUsername")]
    [InlineData("http://127.0.0.1:8420/", "not on the public network")]
    [InlineData("http://[::1]/", "not on the public network")]
    [InlineData("http://2130706433/", "not on the public network")]
    [InlineData("http://0x7f.1/", "not on the public network")]
    [InlineData("https://example.org/#part", "never sent")]
    public void An_address_that_cannot_do_says_why(string address, string why) =>
        Assert.Contains(why, _public.WrongWith(address), StringComparison.Ordinal);

    // The name may have led somewhere else when it was written down; what counts is where it leads now.
    [Fact]
    public async Task A_name_is_looked_up_when_it_is_called()
    {
        Assert.Null(_public.WrongWith("http://localhost:1/"));
        await Assert.ThrowsAsync<TargetRefusedException>(async () =>
            await _public.ConnectAsync(new DnsEndPoint("localhost", 1), TestContext.Current.CancellationToken));
    }
}
