using Xunit;

namespace Gantry.Hub.Tests.Retention;

public sealed class TraceTests
{
    [Fact]
    public void Is_asked_by_id_by_bytes_or_by_name()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal((id, null), (TraceQuery.Of(id.ToString()).Product, TraceQuery.Of(id.ToString()).Name));
        Assert.Equal(Digest.Of("a"), TraceQuery.Of(Digest.Of("a").Hex.ToUpperInvariant()).Digest);
        Assert.Equal("a.EOF", TraceQuery.Of("a.EOF").Name);
    }

    [Theory]
    [InlineData("hub.product_deleted", "{\"cause\":\"too old\"}", "deleted: too old")]
    [InlineData("hub.arrival_waiting", "{\"why\":\"the scanner is away\",\"source\":\"auxip\"}", "arrived from auxip and waits: the scanner is away")]
    [InlineData("hub.arrival_quarantined", "{\"reason\":\"it is malware\",\"code\":\"hub.infected\"}", "arrived, was refused and is kept in quarantine: it is malware (hub.infected)")]
    [InlineData("hub.something_new", "{\"a\":1,\"b\":\"c\",\"d\":[1]}", "a 1, b c")]
    [InlineData("hub.product_published", "[]", "published as ,  bytes, by release ")]
    public void Says_entries_in_words(string kind, string data, string words) =>
        Assert.Equal(words, TraceWords.Of(new(1, Guid.CreateVersion7(), kind, "demo", "ops", "things/1", "me", default, data)));
}
